#include "CBuiltInPresets.h"

// #embed is C23; the compilers this is built with know it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The bytes are in the program, so that it has its presets wherever it is run.
#define PRESET(identifier) static const unsigned char identifier[]

PRESET(blobs) = {
#embed "../../presets/blobs.yaml"
};
PRESET(breast_cancer) = {
#embed "../../presets/breast-cancer.yaml"
};
PRESET(circles) = {
#embed "../../presets/circles.yaml"
};
PRESET(diabetes) = {
#embed "../../presets/diabetes.yaml"
};
PRESET(digits) = {
#embed "../../presets/digits.yaml"
};
PRESET(fashion_mnist) = {
#embed "../../presets/fashion-mnist.yaml"
};
PRESET(good_fit) = {
#embed "../../presets/good-fit.yaml"
};
PRESET(iris) = {
#embed "../../presets/iris.yaml"
};
PRESET(keras_starter) = {
#embed "../../presets/keras-starter.yaml"
};
PRESET(live) = {
#embed "../../presets/live.yaml"
};
PRESET(moons) = {
#embed "../../presets/moons.yaml"
};
PRESET(overfit) = {
#embed "../../presets/overfit.yaml"
};
PRESET(plane) = {
#embed "../../presets/plane.yaml"
};
PRESET(spiral) = {
#embed "../../presets/spiral.yaml"
};
PRESET(underfit) = {
#embed "../../presets/underfit.yaml"
};
PRESET(wine) = {
#embed "../../presets/wine.yaml"
};
PRESET(xor) = {
#embed "../../presets/xor.yaml"
};

#undef PRESET
#define PRESET(name, identifier) {name, identifier, sizeof identifier}

static const BuiltInPreset presets[] = {
    PRESET("blobs", blobs),
    PRESET("breast-cancer", breast_cancer),
    PRESET("circles", circles),
    PRESET("diabetes", diabetes),
    PRESET("digits", digits),
    PRESET("fashion-mnist", fashion_mnist),
    PRESET("good-fit", good_fit),
    PRESET("iris", iris),
    PRESET("keras-starter", keras_starter),
    PRESET("live", live),
    PRESET("moons", moons),
    PRESET("overfit", overfit),
    PRESET("plane", plane),
    PRESET("spiral", spiral),
    PRESET("underfit", underfit),
    PRESET("wine", wine),
    PRESET("xor", xor),
};

size_t built_in_preset_count(void) { return sizeof presets / sizeof presets[0]; }

BuiltInPreset built_in_preset(size_t index) { return presets[index]; }
