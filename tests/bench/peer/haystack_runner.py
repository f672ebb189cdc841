"""Haystack: the hybrid pipeline of its tutorial, in memory: an embedding and a BM25 retriever, joined by RRF."""

from __future__ import annotations

from asking import MOST, QUERY, Passages, Peer, Watched, run
from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

CHARACTERS = r"(?u)[㐀-鿿]|[^\W㐀-鿿]+"  # its default takes a Chinese sentence for one word


def ready(passages: Passages) -> Peer:
    store = InMemoryDocumentStore(bm25_tokenization_regex=CHARACTERS, embedding_similarity_function="cosine")
    store.write_documents([
        Document(id=name, content=text, embedding=vector.tolist())
        for name, text, vector in zip(passages.ids, passages.texts, passages.vectors, strict=True)
    ])  # fmt: skip
    embedder = SentenceTransformersTextEmbedder(model=passages.model, prefix=QUERY, progress_bar=False)
    embedder.warm_up()
    pipeline = Pipeline()
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=MOST))
    pipeline.add_component("sparse", InMemoryBM25Retriever(store, top_k=MOST))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=MOST))
    pipeline.connect("embedder.embedding", "dense.query_embedding")
    pipeline.connect("dense", "joiner")
    pipeline.connect("sparse", "joiner")

    def ask(question: str) -> list[str]:
        found = pipeline.run({"embedder": {"text": question}, "sparse": {"query": question}})
        return [document.id for document in found["joiner"]["documents"]]

    return Peer(ask, Watched(embedder, "run"))


run(ready)
