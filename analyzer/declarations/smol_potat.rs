//! smol-potat 1: its attributes run functions with smol.

#![concheck::executor(smol)]
