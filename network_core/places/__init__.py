"""Where places are: postcodes and towns with their coordinates and region keys."""
