"""Numbers of people in a sentence, as digits or words, in English, Arabic and Turkish.

Own code, after trying what exists: text2num and number-parser rewrite English sentences without offsets and know
neither Arabic nor Turkish, word2number adds up unrelated numbers ("twenty-five and thirty" gave 130), PyArabic does
not know the dual, quantulum3 needs seconds to load and reads "two dozen" as 2. None reads "at least" or "dozens".

What is read: a number becomes (low, best, high). "12" is (12, 12, 12); "at least 12" and "more than 12" are
(12, 12, null); "up to 12" is (null, 12, 12); "about 12" is (null, 12, null); "between 20 and 30" is (20, null, 30).
Vague numbers have only a low end, the one that ACLED codes (its FAQ on fatalities): tens 10, dozens 12, hundreds
100, thousands 1000 and so on; "scores" is 20 in the same manner. "Several" and "many" are no figures.
"No one was killed" is (0, 0, 0); "no civilians were killed" says nothing about others, and is none.

What is left out: years, dates, clock times, percentages, ordinals, money, measures of length, weight and time, ages,
numbers that name something (M4, T-72, Resolution 2254), and decimals.

``words`` loads the word tables; ``tokens`` → ``digits``, ``spelt`` → ``numbers`` → ``uncounted`` → ``finding`` read
numbers; ``harm`` and ``counting`` tell what they count.
"""

from syriaevents.figures.counting import Counts, Kind, count_of, counts_of
from syriaevents.figures.finding import Figure, find_figures

__all__ = ["Counts", "Figure", "Kind", "count_of", "counts_of", "find_figures"]
