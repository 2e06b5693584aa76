// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/error_text.h"

#include <QCoreApplication>

namespace koma::ui {
namespace {

class ErrorWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::ErrorText)
 public:
  static QString sentence(ErrorCode code) {
    switch (code) {
      case ErrorCode::invalid_argument:
        //: %1 in this and the next sentences is a place, such as "Page 2, panel 3"
        return tr("%1 was not drawn: a setting does not suit the model. Change it, then generate again.");
      case ErrorCode::not_found:
        return tr("%1 was not drawn: its model or a reference picture is missing. Choose another one.");
      case ErrorCode::unreadable:
        return tr("%1 was not drawn: a file cannot be read. Check the disk and its permissions, then try again.");
      case ErrorCode::invalid_file:
        return tr("%1 was not drawn: a file of the model or a picture is damaged. Choose another one.");
      case ErrorCode::unsupported:
        return tr("%1 was not drawn: the model cannot do what the panel asks. Change the panel or the model.");
      case ErrorCode::no_space:
        return tr("%1 could not be kept: the disk is full. Free some space, then try again.");
      case ErrorCode::out_of_memory:
        return tr("%1 was not drawn: there is too little memory. Close other programs or choose a smaller model.");
      case ErrorCode::busy:
        return tr("%1 was not drawn: another program holds the model or the project. Close it, then try again.");
      case ErrorCode::internal:
        break;
    }
    return tr("%1 was not drawn: the drawing engine failed. Your work is safe; try again.");
  }
  static QString again() { return tr("Try again"); }
  static QString showPanel() { return tr("Show panel"); }
};

bool needsChange(ErrorCode code) {
  return code == ErrorCode::invalid_argument || code == ErrorCode::not_found || code == ErrorCode::invalid_file ||
         code == ErrorCode::unsupported;
}

}  // namespace

ErrorText errorText(ErrorCode code, const QString& what) {
  const bool repeat = !needsChange(code);
  return {ErrorWords::sentence(code).arg(what), repeat ? ErrorWords::again() : ErrorWords::showPanel(), repeat};
}

}  // namespace koma::ui
