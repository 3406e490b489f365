from pathlib import Path

import pytest

from .month import MINUTE, Month, fast_folder, report, simulate
from .people import Bustle
