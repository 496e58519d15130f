"""The squad board, and moving a cohort."""

from django.urls import path

from plans.views import board, cohorts

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/phases/", board.board_phases, name="board_phases"),
    path("board/moves/", cohorts.board_moves, name="board_moves"),
    path("board/moves/<slug:key>/", cohorts.board_move, name="board_move"),
    path("board/moves/<slug:key>/done/", cohorts.board_moved, name="board_moved"),
    path("board/moves/<slug:key>/undo/", cohorts.board_moves_undo, name="board_moves_undo"),
]
