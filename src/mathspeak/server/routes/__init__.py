"""What the server answers, a module a family; each only translates between HTTP and what does the work."""

from __future__ import annotations

from mathspeak.server.routes import health, live, openai, page, parts, speak, text

ROUTERS = (health.router, text.router, parts.router, speak.router, openai.router, live.router, page.router)
