"""The tests of Anthropic's SDK, against the server in place of the mock that they are written for."""

from sdk_suite import failures, unexpected

FILES = ["test_messages.py", "test_models.py", "beta/test_messages.py", "beta/test_models.py"]
PLUGINS = ["tests._alias_httpx", "pytest_asyncio.plugin", "respx.plugin", "inline_snapshot.pytest_plugin",
           "http_snapshot._pytest_plugin"]

# The mock accepts anything and answers with an example; a server need not, and these say what it answers.
EXPECTED = {
    r"(beta/)?test_models\.py::TestModels\.test_\w*retrieve\w*": (
        "Error code: 404 .*model: model_id", "they ask for a model of that name"),
    r"(beta/)?test_models\.py::TestModels\.test_method_list_with_all_params": (
        "Error code: 400 .*before_id", "they ask for the page before a model of that name"),
    r"beta/test_messages\.py::TestMessages\.test_method_create_with_all_params_overload_[12]": (
        "Error code: 400 .*thread", "they go on with a conversation that nobody kept"),
}


def test_nothing_fails_that_needs_not(server, tmp_path):
    rest = unexpected(failures("anthropic", FILES, server.anthropic, tmp_path, PLUGINS), EXPECTED)
    assert not rest, "\n".join(rest)
