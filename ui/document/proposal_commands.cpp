// SPDX-License-Identifier: Apache-2.0
#include "ui/document/proposal_commands.h"

#include <QCoreApplication>

#include "engine/manga/apply_proposal.h"

namespace koma::ui {
namespace {

class ProposalWords {
  Q_DECLARE_TR_FUNCTIONS(Commands)
 public:
  QString operator()(const manga::RecaptionProposal&) const { return tr("Refine prompt"); }
  QString operator()(const manga::RegionProposal&) const { return tr("Plan panel"); }
  QString operator()(const manga::PageProposal&) const { return tr("Plan page"); }
  QString operator()(const manga::CharacterProposal&) const { return tr("Describe character"); }
  QString operator()(const manga::TranslationProposal&) const { return tr("Translate dialogue"); }
  QString operator()(const manga::AnswerProposal&) const { return tr("Keep an answer"); }
};

}  // namespace

void acceptProposal(Document& document, const manga::Proposal& proposal) {
  document.endMerging();
  document.edit(std::visit(ProposalWords(), proposal.change), [&](Draft& draft) {
    const manga::Project after = manga::applied(draft.project(), proposal);
    for (const manga::Page& page : after.pages) draft.page(page.id) = page;
    if (after.cast != draft.project().cast) draft.cast() = after.cast;
    // Ids that the proposal has given are used up.
    while (draft.nextId() < after.next_id) static_cast<void>(draft.newId<manga::Panel>());
  });
}

}  // namespace koma::ui
