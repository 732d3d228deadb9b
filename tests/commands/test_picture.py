"""The picture in the documentation is of the machine as it is."""

from commands.picture import NAME, PICTURES, drawing


def test_the_picture_is_up_to_date() -> None:
    drawn = (PICTURES / f"{NAME}.dot").read_text(encoding="utf-8")
    assert drawn == drawing(), "run ./peisuan picture"
