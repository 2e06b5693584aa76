// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include "ui/document/document_session.h"

namespace koma::ui {

class Notices;

/// Puts into words what the session meets: saves that fail, works that cannot be opened, pictures that are missing.
/// One per window.
class SessionNotices : public QObject {
  Q_OBJECT
 public:
  SessionNotices(DocumentSession& session, Notices& notices, QObject* parent = nullptr);

 private:
  void saveStateChanged(SaveState state);
  void openFailed(const std::filesystem::path& bundle, const api::Failed& problem);
  void leaveRefused(const api::Failed& problem);
  void opened();

  DocumentSession& session_;
  Notices& notices_;
};

}  // namespace koma::ui
