"""What has been imported says nothing of anybody."""

from boussole.privacy.registry import declare_impersonal

declare_impersonal("interop.ImportedBundle", because="le nom d’un lot de fichiers")
