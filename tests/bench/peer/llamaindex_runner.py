"""LlamaIndex: its vector store in memory and its BM25 retriever, fused by reciprocal rank, no language model."""

from __future__ import annotations

from asking import MOST, PASSAGE, QUERY, Passages, Peer, Watched, run
from llama_index.core import VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

CHARACTERS = r"(?u)[㐀-鿿]|[^\W㐀-鿿]+"  # its default takes a Chinese sentence for one word


def ready(passages: Passages) -> Peer:
    encoder = HuggingFaceEmbedding(passages.model, query_instruction=QUERY, text_instruction=PASSAGE, device="cpu")
    nodes = [
        TextNode(id_=name, text=text, embedding=vector.tolist())
        for name, text, vector in zip(passages.ids, passages.texts, passages.vectors, strict=True)
    ]
    dense = VectorStoreIndex(nodes, embed_model=encoder).as_retriever(similarity_top_k=MOST)
    sparse = BM25Retriever.from_defaults(
        nodes=nodes, similarity_top_k=MOST, skip_stemming=True, token_pattern=CHARACTERS
    )
    both = QueryFusionRetriever(
        [dense, sparse], llm=MockLLM(), mode="reciprocal_rerank", similarity_top_k=MOST, num_queries=1, use_async=False
    )
    watched = Watched(encoder._model, "encode")
    return Peer(lambda question: [found.node.node_id for found in both.retrieve(question)], watched)


run(ready)
