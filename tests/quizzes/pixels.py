"""Small pictures made on the spot."""

from io import BytesIO

from PIL import Image


def png(colour="red", size=(8, 6), format="PNG"):
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, format)
    return file.getvalue()
