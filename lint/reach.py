"""How far a run goes for what the registries say: the lock alone, the user's cache as well, the network as well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lint.config import Config, ConfigError
from lint.resolve.resolver import Terms

if TYPE_CHECKING:
    from lint.resolve.cache import Cache
    from lint.resolve.registries.asked import Progress
    from lint.resolve.registries.services import Addresses
    from lint.resolve.registries.transport import Transport

BUDGET = 60.0


class Reach(NamedTuple):
    """What may be asked beside the lock: the user's cache, and the registries unless `network` is off.

    `environment` holds addresses, contact and key (MEDLINT_CROSSREF_URL ..., MEDLINT_EMAIL, NCBI_API_KEY); `budget` is
    how many seconds of network a run may take.
    """

    environment: Mapping[str, str] = MappingProxyType({})
    network: bool = True
    budget: float = BUDGET
    progress: Progress | None = None


def terms(
    reach: Reach | None, settings: Config, now: datetime, *, refresh: bool = False, numbers: bool = False
) -> Terms:
    """The terms on which a run seeks answers.

    Raises:
        ConfigError: an address of a registry is none.
    """
    age = timedelta(days=settings.max_age_days)
    if reach is None:
        return Terms(now, age)
    from lint.resolve.registries.services import addresses

    try:
        known = addresses(reach.environment, settings.services)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    # Whoever proposes a change to the articles can propose one to the configuration beside them: what it names as a
    # registry gets no key and no e-mail address.
    trusted = known == addresses(reach.environment, {})
    return Terms(
        now,
        age,
        cache=lambda: _cache(known),
        transport=(lambda: _transport(reach, known, trusted=trusted)) if reach.network else None,
        refresh=refresh,
        numbers=numbers,
        progress=reach.progress,
    )


def _cache(known: Addresses) -> Cache:
    from lint.resolve.cache import Cache
    from lint.resolve.registries.services import DEFAULTS

    return Cache(realm="" if known == DEFAULTS else " ".join(known))


def _transport(reach: Reach, known: Addresses, *, trusted: bool) -> Transport:
    from lint.resolve.registries.services import Contact, contact
    from lint.resolve.registries.transport import Transport

    return Transport(known, contact(reach.environment) if trusted else Contact(), reach.budget)
