"""How people head the columns of their rosters, and what they write in them: English, German, Spanish, French."""

from __future__ import annotations

import re
from typing import TypeVar

from athletes.models import AgeGroup, Level

T = TypeVar("T")


def key_of(text: str) -> str:
    """A word as it is looked up: small letters and digits of any script, nothing else."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _table(words_by_meaning: dict[T, str]) -> dict[str, T]:
    return {key_of(word): meaning for meaning, words in words_by_meaning.items() for word in words.split("|")}


HEADINGS = _table(
    {
        "number": "number|no in fallow|athlete number|nummer|número|numéro|id",
        "name": "name|full name|athlete|athlete name|runner|vor- und nachname|vollständiger name|athlet|athletin|"
        "läufer|läuferin|nombre|nombre completo|nombre y apellidos|atleta|corredor|corredora|nom|nom complet|"
        "nom et prénom|athlète|coureur|coureuse",
        "email": "e-mail|mail|e-mail address|e-mail-adresse|mailadresse|correo|correo electrónico|"
        "dirección de correo|courriel|adresse e-mail|adresse électronique|adresse mail",
        "zone": "time zone|timezone|tz|zone|zeitzone|zona horaria|huso horario|fuseau horaire|fuseau",
        "level": "level|experience|niveau|erfahrung|leistungsniveau|stufe|nivel|experiencia|expérience",
        "age_group": "age group|age class|altersgruppe|altersklasse|grupo de edad|categoría|catégorie d'âge|"
        "groupe d'âge|catégorie",
        "birth_date": "date of birth|birth date|birthday|born|dob|geburtsdatum|geburtstag|geboren|"
        "fecha de nacimiento|nacimiento|date de naissance|naissance|né le|née le",
        "baseline_km_per_week": "baseline|baseline km per week|baseline, km per week|baseline (km/week)|weekly km|"
        "km per week|km/week|weekly volume|volume|mileage|wochenkilometer|wochenumfang|km pro woche|km/woche|umfang|"
        "kilómetros por semana|km por semana|km/semana|volumen semanal|volumen|"
        "kilomètres par semaine|km par semaine|km/semaine|volume hebdomadaire",
        "weekdays": "weekdays|days|training days|available days|can train|wochentage|trainingstage|tage|"
        "días|días de entrenamiento|días disponibles|jours|jours d'entraînement|jours disponibles",
        "groups": "groups|group|squad|squads|team|gruppe|gruppen|trainingsgruppe|grupo|grupos|equipo|"
        "groupe|groupes|équipe",
        "min_mon": "monday min|monday|mon|minutes monday|montag|montag min|lunes|lunes min|lundi|lundi min",
        "min_tue": "tuesday min|tuesday|tue|minutes tuesday|dienstag|dienstag min|martes|martes min|mardi|mardi min",
        "min_wed": "wednesday min|wednesday|wed|minutes wednesday|mittwoch|mittwoch min|miércoles|miércoles min|"
        "mercredi|mercredi min",
        "min_thu": "thursday min|thursday|thu|minutes thursday|donnerstag|donnerstag min|jueves|jueves min|"
        "jeudi|jeudi min",
        "min_fri": "friday min|friday|fri|minutes friday|freitag|freitag min|viernes|viernes min|vendredi|vendredi min",
        "min_sat": "saturday min|saturday|sat|minutes saturday|samstag|samstag min|sonnabend|sábado|sábado min|"
        "samedi|samedi min",
        "min_sun": "sunday min|sunday|sun|minutes sunday|sonntag|sonntag min|domingo|domingo min|dimanche|dimanche min",
    }
)

LEVELS = _table(
    {
        Level.BEGINNER: "beginner|novice|new|anfänger|anfängerin|einsteiger|einsteigerin|neuling|principiante|novato|"
        "inicial|débutant|débutante|novice",
        Level.INTERMEDIATE: "intermediate|medium|mittel|fortgeschritten|fortgeschrittene|fortgeschrittener|"
        "intermedio|intermedia|medio|intermédiaire|moyen",
        Level.ADVANCED: "advanced|expert|elite|erfahren|leistung|leistungsläufer|sehr erfahren|avanzado|avanzada|"
        "experto|experta|avancé|avancée|confirmé|confirmée",
    }
)

AGE_GROUPS = _table(
    {
        AgeGroup.UNDER_18: "under 18|u18|unter 18|jugend|youth|junior|menor de 18|sub 18|juvenil|moins de 18|"
        "moins de 18 ans|mineur",
        AgeGroup.ADULT: "18 to 49|18-49|18_49|18 bis 49|adult|erwachsen|18 a 49|adulto|adulta|18 à 49|"
        "18 à 49 ans|adulte",
        AgeGroup.FROM_50: "50 and over|50+|50 plus|50_plus|over 50|ab 50|50 und älter|master|masters|senior|"
        "50 o más|desde 50|50 et plus|50 ans et plus|plus de 50|à partir de 50",
    }
)

EVERY_DAY = frozenset(
    key_of(words)
    for words in (
        "every day", "daily", "all", "all days", "täglich", "jeden tag", "alle", "todos", "todos los días", "diario",
        "tous les jours",
    )
)  # fmt: skip

WEEKDAYS = {
    word: day
    for day, words in enumerate(
        (
            "monday|mon|mo|montag|lunes|lun|lu|lundi",
            "tuesday|tue|tues|tu|dienstag|di|die|martes|mar|ma|mardi",
            "wednesday|wed|we|mittwoch|mi|mit|miércoles|miercoles|mié|mie|mercredi|mer|me",
            "thursday|thu|thur|thurs|th|donnerstag|do|don|jueves|jue|ju|jeudi|jeu|je",
            "friday|fri|fr|freitag|fre|viernes|vie|vi|vendredi|ven|ve",
            "saturday|sat|sa|samstag|sam|sonnabend|sábado|sabado|sáb|sab|samedi",
            "sunday|sun|su|sonntag|so|son|domingo|dom|dimanche|dim",
        )
    )
    for word in words.split("|")
}
