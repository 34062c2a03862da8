#pragma once

// Element-wise kernels over row-major float32 memory. Every count may be zero; no pointer may be
// null unless marked so; blocks need no alignment, though 64 bytes is fastest.

#include "nn_activations.h"
#include "nn_augmentation.h"
#include "nn_elements.h"
#include "nn_losses.h"
#include "nn_normalization.h"
#include "nn_optimizers.h"
#include "nn_processor.h"
#include "nn_rows.h"
#include "nn_stored_rows.h"
