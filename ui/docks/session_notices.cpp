// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/session_notices.h"

#include <QLocale>

#include "ui/style/notices.h"

namespace koma::ui {

namespace fs = std::filesystem;

namespace {

const QString saveKey = QStringLiteral("session.save"), openKey = QStringLiteral("session.open"),
              leaveKey = QStringLiteral("session.leave"), missingKey = QStringLiteral("session.missing");

QString nameOf(const fs::path& bundle) {
  return QString::fromStdString((bundle.has_filename() ? bundle : bundle.parent_path()).stem().string());
}

QString wordsOf(const api::Failed& problem) {
  return QString::fromStdString(problem.text);
}

/// The engine puts the holder of a busy project in brackets: "… (host box, process 4711); …".
QString holderIn(const QString& words) {
  const auto from = words.indexOf('('), to = words.indexOf(')', from);
  return from < 0 || to < 0 ? QString() : words.mid(from + 1, to - from - 1);
}

}  // namespace

SessionNotices::SessionNotices(DocumentSession& session, Notices& notices, QObject* parent)
    : QObject(parent), session_(session), notices_(notices) {
  connect(&session, &DocumentSession::saveStateChanged, this, &SessionNotices::saveStateChanged);
  connect(&session, &DocumentSession::openFailed, this, &SessionNotices::openFailed);
  connect(&session, &DocumentSession::leaveRefused, this, &SessionNotices::leaveRefused);
  connect(&session, &DocumentSession::opened, this, &SessionNotices::opened);
  connect(&session, &DocumentSession::closed, this, [this] {
    for (const QString& key : {saveKey, openKey, leaveKey, missingKey}) notices_.withdraw(key);
  });
  connect(&session, &DocumentSession::copied, this, [this](const fs::path& bundle) {
    notices_.say({.kind = Notice::Kind::success,
                  .text = tr("The copy is saved as “%1”.").arg(QString::fromStdString(bundle.string())),
                  .key = QStringLiteral("session.copy")});
  });
  connect(&session, &DocumentSession::copyFailed, this, [this](const fs::path& bundle, const api::Failed& problem) {
    notices_.say({.kind = Notice::Kind::error,
                  .text = tr("The copy “%1” could not be saved.").arg(nameOf(bundle)),
                  .details = wordsOf(problem),
                  .remedy = tr("Try again"),
                  .mend = [this, bundle] { session_.saveCopy(bundle); },
                  .key = QStringLiteral("session.copy")});
  });
}

void SessionNotices::saveStateChanged(SaveState state) {
  if (state != SaveState::failed) {
    notices_.withdraw(saveKey);
    notices_.withdraw(leaveKey);
    return;
  }
  const api::Failed& problem = *session_.saveProblem();
  QString text = tr("“%1” could not be saved. Your work is kept here, and saving is tried again every few seconds.")
                     .arg(session_.title());
  if (problem.code == ErrorCode::no_space) {
    text = tr("The disk is full, so “%1” is not saved. Free some space: your work is kept here meanwhile.")
               .arg(session_.title());
  } else if (problem.code == ErrorCode::not_found || problem.code == ErrorCode::unreadable) {
    text = tr("The folder of “%1” cannot be written to. Bring it back or allow it: your work is kept here meanwhile.")
               .arg(session_.title());
  }
  notices_.say({.kind = Notice::Kind::error,
                .text = text,
                .details = wordsOf(problem),
                .remedy = tr("Retry"),
                .mend = [this] { session_.saveNow(); },
                .key = saveKey});
}

void SessionNotices::openFailed(const fs::path& bundle, const api::Failed& problem) {
  Notice notice{.kind = Notice::Kind::error,
                .text = tr("“%1” could not be opened.").arg(nameOf(bundle)),
                .details = wordsOf(problem),
                .remedy = tr("Try again"),
                .mend = [this, bundle] { session_.open(bundle); },
                .key = openKey};
  if (problem.code == ErrorCode::not_found) {
    notice.text = tr("“%1” is not there any more.").arg(QString::fromStdString(bundle.string()));
  } else if (problem.code == ErrorCode::invalid_argument) {
    // Something stands where a new work should go; opening that is no remedy.
    notice.text = tr("“%1” cannot be made there. Choose another name.").arg(nameOf(bundle));
    notice.remedy.clear();
  } else if (problem.code == ErrorCode::invalid_file) {
    notice.text = tr("“%1” is damaged or no Komawari work.").arg(nameOf(bundle));
  } else if (problem.code == ErrorCode::unsupported) {
    notice.text = tr("“%1” comes from a newer Komawari. Update the program to open it.").arg(nameOf(bundle));
  } else if (problem.code == ErrorCode::busy) {
    const QString holder = holderIn(wordsOf(problem));
    notice.kind = Notice::Kind::warning;
    notice.text =
        holder.isEmpty()
            ? tr("“%1” is open in another window.").arg(nameOf(bundle))
            : tr("“%1” is open in another window (%2). Close it there, or work on a copy.").arg(nameOf(bundle), holder);
    notice.otherRemedy = tr("Open a copy");
    notice.mendOther = [this, bundle] { session_.openCopyOf(bundle); };
  }
  notices_.say(notice);
}

void SessionNotices::leaveRefused(const api::Failed& problem) {
  notices_.say({.kind = Notice::Kind::warning,
                .text = tr("“%1” stays open because its last changes could not be saved.").arg(session_.title()),
                .details = wordsOf(problem),
                .remedy = tr("Leave without saving"),
                .mend = [this] { session_.leaveAnyway(); },
                .key = leaveKey});
}

void SessionNotices::opened() {
  for (const QString& key : {openKey, leaveKey, missingKey}) notices_.withdraw(key);
  const int count = int(session_.missing().size());
  if (count == 0) return;
  notices_.say({.kind = Notice::Kind::warning,
                .text = tr("%n picture(s) of this work are missing. Their places stay empty.", nullptr, count),
                .details = QString::fromStdString(session_.missing().front()),
                .key = missingKey});
}

}  // namespace koma::ui
