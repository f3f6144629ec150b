"""What is made of words is made once, and only so much of it is kept."""

from syriaevents.remembered import Remembered


def counted() -> tuple[Remembered[int], list[str]]:
    """The lengths of words, and the words whose length was taken."""
    made: list[str] = []

    def length(word: str) -> int:
        made.append(word)
        return len(word)

    return Remembered(length), made


def test_what_comes_again_is_made_once() -> None:
    """The second time a word is looked up, nothing is made."""
    lengths, made = counted()
    assert list(map(lengths.__getitem__, ["of", "Homs", "of"])) == [2, 4, 2]
    assert made == ["of", "Homs"]


def test_memory_is_bounded() -> None:
    """Endless new words, and words without end, are answered but not all kept."""
    lengths, _ = counted()
    assert lengths["x" * 1000] == 1000
    assert not lengths
    assert sum(lengths[str(number)] for number in range(10_000)) == 38_890
    assert len(lengths) < 10_000


def test_usual_words_are_kept_among_endless_new_ones() -> None:
    """A word that comes again and again is made once, however many others come and go."""
    lengths, made = counted()
    for number in range(50_000):
        assert (lengths["Homs"], lengths[str(number)]) == (4, len(str(number)))
    assert made.count("Homs") == 1
