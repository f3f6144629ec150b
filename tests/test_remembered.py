"""What is made of words is made once, and only so much of it is kept."""

from syriaevents.remembered import Remembered


def test_what_comes_again_is_made_once() -> None:
    """The second time a word is looked up, nothing is made."""
    made: list[str] = []
    lengths = Remembered(lambda word: made.append(word) or len(word))
    assert list(map(lengths.__getitem__, ["of", "Homs", "of"])) == [2, 4, 2]
    assert made == ["of", "Homs"]


def test_memory_is_bounded() -> None:
    """Endless new words, and words without end, are answered but not all kept."""
    lengths = Remembered(len)
    assert lengths["x" * 1000] == 1000
    assert not lengths
    assert sum(lengths[str(number)] for number in range(10_000)) == 38_890
    assert len(lengths) < 10_000
