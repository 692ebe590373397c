"""Where an ordered issue will be settled, by the models of the field side by side (docs/explanation/forecasts.md).

Question, Dossier   who stands where on a scale; questions that are decided together
dossier_of          the issues of a negotiation as questions
predict             every model's forecast with a calibrated interval
backtest            how models fare on decided questions, dossiers held out
SHIPPED             the calibration that comes with zopa; `calibrated` makes another
"""

from zopa.solve.forecast.backtest import Backtest, backtest
from zopa.solve.forecast.calibration import LEVELS, SHIPPED, Calibration, calibrated
from zopa.solve.forecast.models import MODELS
from zopa.solve.forecast.predict import Forecast, Outlook, predict
from zopa.solve.forecast.question import Dossier, Question, dossier_of

__all__ = [
    "LEVELS",
    "MODELS",
    "SHIPPED",
    "Backtest",
    "Calibration",
    "Dossier",
    "Forecast",
    "Outlook",
    "Question",
    "backtest",
    "calibrated",
    "dossier_of",
    "predict",
]
