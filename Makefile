PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

.PHONY: serve test ready check prepared fix bench bench-cluster install-etcd install-browser install-node

serve: .venv/.installed
	@$(BIN)/python -m web --host $(HOST) --port $(PORT)

test:
	@$(MAKE) -j4 ready
	$(BIN)/python -m pytest -n logical --dist loadfile --no-loadscope-reorder

# What the tests need; Python's packages come beside the browser and Node, the encoder beside the type check.
ready: install-browser install-node check prepared

prepared: .venv/.installed-dev
	$(BIN)/python -m index prepare

check: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed-dev
	$(BIN)/python -m index build
	$(BIN)/python tests/bench/run.py

# Nine processes of Milvus with etcd, S3 and Kafka stand-ins, on this machine; about four minutes and 3 GB of memory.
bench-cluster: .venv/.installed-dev install-etcd
	$(BIN)/pip install --disable-pip-version-check -q -e '.[cluster]'
	$(BIN)/python -m index build
	PYTHONPATH=.:tests $(BIN)/python tests/bench/cluster.py

install-etcd:
	@command -v etcd >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && apt-get install -yq --no-install-recommends etcd-server; \
	  else echo '没有 etcd。安装：sudo apt-get install etcd-server'; fi; }

install-browser:
	@command -v chromium-headless-shell >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && apt-get install -yq --no-install-recommends chromium-headless-shell fonts-noto-cjk \
	      || command -v chromium; \
	  elif ! command -v chromium >/dev/null; then \
	    echo '没有 Chromium，浏览器测试将跳过。安装：sudo apt-get install chromium-headless-shell fonts-noto-cjk'; fi; }

# The mini-program's tests need Node; its packages are installed again only when the lock file changed.
install-node: | install-browser
	@command -v npm >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && apt-get install -yq --no-install-recommends nodejs npm; \
	  else echo '没有 Node，小程序测试将跳过。安装：sudo apt-get install nodejs npm'; fi; }
	@cd web/miniprogram && ! command -v npm >/dev/null \
	  || sha256sum --status --check node_modules/.lock 2>/dev/null \
	  || { npm ci && sha256sum package-lock.json > node_modules/.lock; } \
	  || { rm -f node_modules/.lock; echo '小程序测试要用的包没能装上，这些测试将跳过。'; }

.venv/.installed: pyproject.toml
	@echo '首次安装依赖，约需两三分钟……'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --disable-pip-version-check -e .
	@touch $@

.venv/.installed-dev: pyproject.toml
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check -e '.[dev]'
	@touch .venv/.installed $@
