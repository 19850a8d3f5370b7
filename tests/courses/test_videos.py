import pytest

from courses.videos import youtube_id


@pytest.mark.parametrize(
    "link",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://youtube.com/watch?app=desktop&v=aqz-KE-bpKQ&t=10s",
        "https://m.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://youtu.be/aqz-KE-bpKQ?si=abc",
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
        "https://www.youtube.com/shorts/aqz-KE-bpKQ",
    ],
)
def test_a_video_is_known_by_every_address_it_has(link):
    assert youtube_id(link) == "aqz-KE-bpKQ"


@pytest.mark.parametrize(
    "link",
    [
        "",
        "aqz-KE-bpKQ",
        "https://vimeo.com/12345678901",
        "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
        "https://evil.example/?v=youtube.com",
        "https://www.youtube.com/watch?v=too-short",
        'https://youtu.be/aqz-KE-bpK"',
        "https://www.youtube.com/playlist?list=aqz-KE-bpKQ",
        "javascript://youtube.com/watch?v=aqz-KE-bpKQ",
        "https://[broken/watch?v=aqz-KE-bpKQ",
    ],
)
def test_anything_else_is_no_video(link):
    assert youtube_id(link) is None
