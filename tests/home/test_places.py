from home.places import draw_places


def test_no_names_no_drawing():
    assert draw_places([]) is None


def test_names_keep_their_order_and_their_distance():
    places = draw_places(["Бахмут", "Місто з довгою назвою", "Рай"])
    assert places.names == "Бахмут, Місто з довгою назвою, Рай"
    assert [stop.x for stop in places.stops] == [6, 78, 250]
    assert places.width > places.stops[-1].x


def test_the_way_passes_every_stop():
    places = draw_places(["А", "Б", "В", "Г", "Ґ"])
    assert all(f"{stop.x} {stop.y}" in places.path for stop in places.stops)
