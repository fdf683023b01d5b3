"""`strands-agents`, streamed, over Anthropic's API."""

import os

from strands import Agent, tool
from strands.models.anthropic import AnthropicModel

from task import PROMPT, TOOLS

arguments = {"auth_token": os.environ["ANTHROPIC_AUTH_TOKEN"], "base_url": os.environ["ANTHROPIC_BASE_URL"]}
model = AnthropicModel(client_args=arguments, model_id=os.environ["ANTHROPIC_MODEL"], max_tokens=1_000)
print(Agent(model=model, tools=[tool(each) for each in TOOLS])(PROMPT))
