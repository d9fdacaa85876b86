"""The door of the demonstration. These addresses exist nowhere else."""

from django.urls import path

from boussole.web.demo.views import clock, home, messages, sign_in

app_name = "demo"
urlpatterns = [
    path("", home.home, name="home"),
    path("personnages/<slug:slug>/entrer/", sign_in.sign_in, name="sign_in"),
    path("horloge/", clock.move, name="move_clock"),
    path("messages/", messages.messages, name="messages"),
    path("messages/<uuid:pk>/", messages.message, name="message"),
]
