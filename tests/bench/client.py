"""A small HTTP client: one connection, cookies, CSRF. Only for loopback."""

import http.client
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit


@dataclass
class Answer:
    """What came back, and after how many seconds."""

    status: int
    url: str
    text: str
    seconds: float


@dataclass
class Client:
    """One visitor."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def get(self, url: str) -> Answer:
        return self._follow("GET", url, None)

    def post(self, url: str, data: dict, *, follow: bool = True) -> Answer:
        data = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **data}
        body = urlencode(data, doseq=True)
        if follow:
            return self._follow("POST", url, body)
        return self._once("POST", url, body)

    def send_json(self, url: str, data: dict) -> Answer:
        """Post a form and ask for JSON, as the pages' scripts do."""
        data = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **data}
        body = urlencode(data, doseq=True)
        return self._once("POST", url, body, accept="application/json")

    def fetch(self, url: str, data: dict) -> Answer:
        """Post a form for a fragment of the page, as the pages' scripts do."""
        data = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **data}
        return self._once("POST", url, urlencode(data, doseq=True), fragment=True)

    def _follow(self, method: str, url: str, body: str | None) -> Answer:
        spent = 0.0
        for _ in range(6):
            answer = self._once(method, url, body)
            spent += answer.seconds
            if answer.status not in (301, 302, 303):
                return Answer(answer.status, url, answer.text, spent)
            method, url, body = "GET", answer.url, None
        raise RuntimeError(f"too many redirects at {url}")

    def _once(
        self,
        method: str,
        url: str,
        body: str | None,
        *,
        accept: str = "text/html",
        fragment: bool = False,
    ) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=120
            )
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Accept": accept,
            "Accept-Language": "ja",
        }
        if fragment:
            headers["X-Requested-With"] = "fetch"
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            self.connection.request(method, url, body, headers)
            response = self.connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()
            self.connection.request(method, url, body, headers)
            response = self.connection.getresponse()
        content = response.read()
        spent = time.perf_counter() - began
        self._keep_cookies(response)
        place = urlsplit(response.getheader("Location") or url)
        target = place.path + (f"?{place.query}" if place.query else "")
        return Answer(
            response.status, target, content.decode("utf-8", "replace"), spent
        )

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";", 1)[0].partition("=")
            self.cookies[name] = value

    def sign_in(self, sign_in: str, password: str) -> Answer:
        """Sign in as a person would; raises where the city doesn't let them in."""
        self.get("/accounts/login/")
        answer = self.post(
            "/accounts/login/",
            {"login": sign_in, "password": password, "session_kind": "personal"},
        )
        if "sessionid" not in self.cookies:
            raise RuntimeError(f"{sign_in} could not sign in: {answer.status}")
        return answer
