"""The only place that knows Saleor.

``contract`` describes what it provides, once for both generations of Saleor;
``saleor2`` and ``saleor3`` provide it. Which one is installed is found out by the
package that 3.x has and 2.10 has not (``saleor.__version__`` tells nothing: it is "dev"
in 2.10.1).
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING

GENERATION = 3 if find_spec("saleor.channel") else 2

if GENERATION == 3:
    from .saleor3 import *  # noqa: F403
else:
    from .saleor2 import *  # noqa: F403

if TYPE_CHECKING:
    from . import saleor2, saleor3
    from .contract.generation import Generation

    _saleor2: Generation = saleor2
    _saleor3: Generation = saleor3
