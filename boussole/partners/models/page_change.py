"""What people changed on the page of a structure: who wrote for whom, what it said before, what it says since."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.partners.models.structure import Structure


class PageChangeQuerySet(models.QuerySet["PageChange"]):
    def latest_first(self) -> PageChangeQuerySet:
        return self.select_related("by").order_by("-at", "-pk")


class PageChange(models.Model):
    """One writing of some parts of a page, by the structure itself or by the animation on its behalf (clause A1).

    What somebody has written here is theirs: a bundle loaded again leaves these parts alone.
    """

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="page_changes")
    # By name of field, and « themes » with their codes: what the page said, and what it says since.
    before = models.JSONField("avant")
    after = models.JSONField("après")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    by_animation = models.BooleanField("écrit par l’animation", default=False)
    # Who of the structure asked the animation for it, and how: « Paul Durand, au téléphone ».
    asked_by = models.CharField("demandé par", max_length=200, blank=True)
    at = models.DateTimeField()

    objects = PageChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "changement de la page d’une structure"

    def __str__(self) -> str:
        return f"page change {self.pk}"

    @property
    def parts(self) -> frozenset[str]:
        """The fields that it changed."""
        return frozenset(self.after)

    @classmethod
    def parts_written(cls, structure: Structure) -> frozenset[str]:
        """All the fields that somebody has ever written on this page. One query."""
        return frozenset().union(*(change.parts for change in cls.objects.filter(structure=structure)))
