"""Which videos a lesson may hold, and the addresses they have. The page loads nothing from there before a tap."""

import re
from urllib.parse import parse_qs, urlsplit

# Only hosts whose player can be framed without cookies (see VIDEO_FRAMES in the settings).
YOUTUBE_HOSTS = frozenset(
    {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com", "www.youtube-nocookie.com"}
)
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
PATHS_WITH_ID = ("embed", "live", "shorts", "v")


def youtube_id(link: str) -> str | None:
    """The id of the video a link leads to; None for any other link."""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in YOUTUBE_HOSTS:
        return None
    candidate = _candidate(host, parts.path.strip("/").split("/"), parts.query)
    return candidate if YOUTUBE_ID.fullmatch(candidate) else None


def watch_url(video_id: str) -> str:
    return f"https://www.youtube.com/watch?v={video_id}"


def _candidate(host: str, path: list[str], query: str) -> str:
    if host == "youtu.be":
        return path[0]
    if path[0] in PATHS_WITH_ID:
        return path[1] if len(path) > 1 else ""
    return parse_qs(query).get("v", [""])[0] if path == ["watch"] else ""
