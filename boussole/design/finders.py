from django.contrib.staticfiles.finders import AppDirectoriesFinder


class OwnStaticFilesFinder(AppDirectoriesFinder):
    pass
