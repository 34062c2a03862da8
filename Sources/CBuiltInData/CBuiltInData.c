#include "CBuiltInData.h"

// #embed is C23; clang takes it in every mode and warns.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char iris[] = {
#embed "Data/iris.csv"
};
static const unsigned char wine[] = {
#embed "Data/wine.csv"
};
static const unsigned char breast_cancer[] = {
#embed "Data/breast-cancer.csv"
};
static const unsigned char digits[] = {
#embed "Data/digits.csv"
};
static const unsigned char diabetes[] = {
#embed "Data/diabetes.csv"
};

#define TABLE(name)                                                            \
  struct nn_built_in_bytes nn_built_in_##name(void) {                          \
    return (struct nn_built_in_bytes){name, sizeof name};                      \
  }

TABLE(iris)
TABLE(wine)
TABLE(breast_cancer)
TABLE(digits)
TABLE(diabetes)
