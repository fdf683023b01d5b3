"""`smolagents`, which calls tools one after the other and ends with a tool of its own."""

import os

from smolagents import OpenAIServerModel, ToolCallingAgent, tool

from task import PROMPT, TOOLS

model = OpenAIServerModel("gpt-5", api_base=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"])
print(ToolCallingAgent(tools=[tool(each) for each in TOOLS], model=model, max_steps=6).run(PROMPT))
