"""The interface's documentation at /docs: Swagger UI from files on this machine, no request leaves it."""

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from swingvision.web.csp import policy

ASSETS = "/docs/assets"


def add_docs(app: FastAPI) -> None:
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title=app.title,
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
    )
    page.headers["content-security-policy"] = policy(bytes(page.body).decode())

    def docs() -> HTMLResponse:
        return page

    app.add_api_route("/docs", docs, include_in_schema=False, response_class=HTMLResponse)
    app.mount(ASSETS, StaticFiles(packages=[("fastapi_offline", "static")]), "docs_assets")
