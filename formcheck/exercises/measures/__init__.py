"""What only one exercise measures, a file each; shared measures are in formcheck/motion/."""
