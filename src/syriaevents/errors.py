"""Everything that can go wrong, as one tree.

::

    SyriaEventsError              base of all; its text says what to do
    ├── ConfigError               wrong use: no model, unknown model, missing key or extra  (exit status 2)
    │   ├── EngineUnavailable     the embedded engine cannot start: extra, weights, disk or memory missing
    │   ├── ModelUnavailable      the server does not know the model, or refuses the key
    │   └── StoreUnusable         a run's store is locked, damaged or of another kind
    │       └── StoreFull         its disk, or the user's share of it, is full
    ├── ArticleError              one input cannot be read as an article
    ├── Waiting                   the answer is asked for in a provider's batch and still to come: no failure
    └── ModelError                one article could not be answered
        ├── ServerError           429, 5xx, timeout or connection lost, after all retries
        ├── Refused               the model declined to answer, or its provider filtered the answer
        ├── EmptyAnswer           no choices, or a choice without text
        ├── InvalidAnswer         the answer is not the JSON asked for, also after re-asking
        ├── Truncated             cut off by the token limit, and the window cannot be split further
        └── BudgetExceeded        the token budget for this article is used up
"""


class SyriaEventsError(Exception):
    """Base of every error this library raises on purpose."""


class ConfigError(SyriaEventsError):
    """The command or the Extractor was set up wrongly; no article was at fault."""


class EngineUnavailable(ConfigError):
    """The embedded engine cannot start on this machine as it is."""


class ModelUnavailable(ConfigError):
    """The server does not know the model, or does not accept the key."""


class StoreUnusable(ConfigError):
    """A run's store cannot be opened, read or written as things are."""


class StoreFull(StoreUnusable):
    """There is no room for more of a run's store; what was committed stands."""


class ArticleError(SyriaEventsError):
    """One input cannot be read as an article."""


class Waiting(SyriaEventsError):
    """What was asked is, or will be, in a provider's batch; its answer is still to come."""


class ModelError(SyriaEventsError):
    """One article could not be answered by the model."""


class ServerError(ModelError):
    """The server failed, was overloaded or could not be reached, after all retries."""


class Refused(ModelError):
    """The model declined to answer, or its provider filtered the answer."""


class EmptyAnswer(ModelError):
    """The server answered without any text."""


class InvalidAnswer(ModelError):
    """The answer is not the JSON that was asked for, also after re-asking."""


class Truncated(ModelError):
    """The answer was cut off by the token limit and the window cannot be split further."""


class BudgetExceeded(ModelError):
    """The token budget for one article is used up."""
