"""An application that receives WorkOS's events, from `hookseal gateway` or from WorkOS itself.

WORKOS_WEBHOOK_SECRET=whsec_example DATABASE_URL=sqlite:app.db PORT=3000 python application
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import uvicorn
from database import connect
from fastapi import Depends, FastAPI
from handler import handle

from hookseal import ConfigurationError, Event, Verifier
from hookseal.fastapi import Webhook, install

try:
    # Separated by a blank while you rotate the secret, the new one first.
    verifier = Verifier(os.environ.get("WORKOS_WEBHOOK_SECRET", "").split())
except ConfigurationError as error:
    sys.exit(f"WORKOS_WEBHOOK_SECRET: {error}")
engine = connect(os.environ.get("DATABASE_URL", "sqlite:app.db"))


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    yield
    await engine.dispose()


app = FastAPI(openapi_url=None, lifespan=lifespan)
install(app)


@app.post("/webhooks")
async def receive(event: Annotated[Event, Depends(Webhook(verifier))]) -> None:
    await handle(engine, event)  # answers 200 after its commit, 500 after an error


uvicorn.run(app, port=int(os.environ.get("PORT", "3000")), access_log=False, timeout_graceful_shutdown=10)
