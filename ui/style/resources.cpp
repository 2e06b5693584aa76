// SPDX-License-Identifier: Apache-2.0
#include "ui/style/resources.h"

#include <QtCore/qresource.h>

// Q_INIT_RESOURCE declares a function and must stand outside namespaces.
static void registerResources() {
  Q_INIT_RESOURCE(look);
}

namespace koma::ui {

void initResources() {
  registerResources();
}

}  // namespace koma::ui
