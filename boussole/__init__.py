"""La Boussole des jeunes: the promise of a call back before the date shown."""
