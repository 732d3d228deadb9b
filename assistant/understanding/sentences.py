"""Which capability a sentence asks for: views of it, and a calibrated linear SVM."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

import jieba
import numpy as np
from pypinyin import lazy_pinyin
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from assistant.understanding import encoder
from assistant.understanding.concepts import concepts
from assistant.understanding.encoder import SentenceEncoder

COMPARED = 100
# Folds that are fitted at the same time.
JOBS = 2
# sklearn has no types, and a union with what has none is no type.
Vectorizer: TypeAlias = TfidfVectorizer | SentenceEncoder
jieba.setLogLevel("ERROR")


def words(text: str) -> list[str]:
    """Words of either language; jieba leaves the spaces between Latin words as tokens."""
    return [word for word in jieba.lcut(text) if not word.isspace()]


def syllables(text: str) -> list[str]:
    """How the Chinese in `text` sounds, without tones: homophones are alike."""
    return list(lazy_pinyin(text, errors="ignore"))


def views(characters: tuple[int, int]) -> dict[str, tuple[Vectorizer, float]]:
    """What a sentence is seen by, and with what weight.

    The weights were tried, not tuned finely (docs/understanding.md).
    """

    def tfidf(tokens: Callable[[str], list[str]], longest: int) -> TfidfVectorizer:
        return TfidfVectorizer(
            tokenizer=tokens, token_pattern=None, ngram_range=(1, longest), sublinear_tf=True
        )

    return {
        "characters": (
            TfidfVectorizer(analyzer="char", ngram_range=characters, sublinear_tf=True),
            1.0,
        ),
        "words": (tfidf(words, 2), 1.0),
        "sound": (tfidf(syllables, 3), 0.7),
        "concepts": (TfidfVectorizer(analyzer=concepts), 0.7),
        "meaning": (SentenceEncoder(), 1.0),
    }


COUNTED = ("characters", "words", "sound", "concepts")
VIEWS = (*COUNTED, "meaning")


def seen_here() -> tuple[str, ...]:
    """The views that this installation can see by."""
    return VIEWS if encoder.available() else COUNTED


class Meant:
    """The sentence encoder and its part of the classifier's coefficients."""

    def __init__(self, weight: float, part: np.ndarray) -> None:
        self._coefficients = np.ascontiguousarray(weight * part.T, dtype=np.float32)

    def score(self, text: str) -> np.ndarray:
        """What the meaning adds to each class's decision value."""
        return np.asarray(encoder.encode(text) @ self._coefficients)


class Counted:
    """One vectorizer and its part of the classifier's coefficients."""

    def __init__(self, vectorizer: TfidfVectorizer, weight: float, part: np.ndarray) -> None:
        self._analyze = vectorizer.build_analyzer()
        self._places = vectorizer.vocabulary_
        self._idf = vectorizer.idf_
        self._sublinear = vectorizer.sublinear_tf
        # Features by classes, so that a sentence's few features are rows to pick.
        self._coefficients = np.ascontiguousarray(weight * part.T, dtype=np.float32)

    def score(self, text: str) -> np.ndarray | float:
        """What this view adds to each class's decision value."""
        counts = Counter(term for term in self._analyze(text) if term in self._places)
        if not counts:
            return 0.0
        places = [self._places[term] for term in counts]
        times = np.array(list(counts.values()), dtype=float)
        values = (1 + np.log(times) if self._sublinear else times) * self._idf[places]
        score: np.ndarray = (values / np.linalg.norm(values)) @ self._coefficients[places]
        return score


def _trained(vectorizer: Vectorizer, weight: float, part: np.ndarray) -> Counted | Meant:
    if isinstance(vectorizer, SentenceEncoder):
        return Meant(weight, part)
    return Counted(vectorizer, weight, part)


class SentenceClassifier:
    """sklearn's TF-IDF, linear SVM and calibration, applied to one sentence at a time.

    sklearn is made for many rows: for one it spends 3 ms on checks, measured, where the sums
    below take 0.3 ms. They are compared with sklearn's own at every training.
    """

    def __init__(
        self,
        smallest: int,
        largest: int,
        regularisation: float,
        folds: int,
        seen_by: Sequence[str],
    ) -> None:
        every = views((smallest, largest))
        self._untrained = [every[name] for name in seen_by]
        # Calibrated: a threshold on the confidence decides when to ask back.
        self._classifier = CalibratedClassifierCV(
            LinearSVC(C=regularisation), cv=folds, ensemble=False, n_jobs=JOBS
        )

    def fit(self, texts: Sequence[str], labels: np.ndarray) -> None:
        lower = [text.lower() for text in texts]
        seen = [view.fit_transform(lower) * weight for view, weight in self._untrained]
        rows = hstack(seen, format="csr")
        self._classifier.fit(rows, labels)
        calibrated = self._classifier.calibrated_classifiers_[0]
        svm = calibrated.base_estimator
        parts = np.split(svm.coef_, np.cumsum([one.shape[1] for one in seen])[:-1], axis=1)
        self._views = [
            _trained(vectorizer, weight, part)
            for (vectorizer, weight), part in zip(self._untrained, parts, strict=True)
        ]
        self._intercept = svm.intercept_
        self._slope = np.array([one.a_ for one in calibrated.calibrators])
        self._shift = np.array([one.b_ for one in calibrated.calibrators])
        self._names = self._classifier.classes_.tolist()
        self._compare(lower[:COMPARED], rows[:COMPARED])
        del self._classifier, self._untrained

    def shares(self, text: str) -> dict[str, float]:
        """The probability of each capability."""
        decision = self._intercept + sum(view.score(text.lower()) for view in self._views)
        shares = expit(-(self._slope * decision + self._shift))
        return dict(zip(self._names, (shares / shares.sum()).tolist(), strict=True))

    def _compare(self, texts: list[str], rows: csr_matrix) -> None:
        ours = [list(self.shares(text).values()) for text in texts]
        if not np.allclose(ours, self._classifier.predict_proba(rows), atol=1e-5):
            raise ValueError("the probabilities differ from those of sklearn")
