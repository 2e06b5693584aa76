// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/generation_service.h"

#include <QPointer>
#include <QRandomGenerator>
#include <algorithm>
#include <utility>

#include "engine/api/request_builder.h"
#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"
#include "ui/document/panel_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/generation/enlarged_picture.h"
#include "ui/generation/error_text.h"
#include "ui/generation/model_fit.h"
#include "ui/generation/panel_label.h"
#include "ui/generation/similar_picture.h"
#include "ui/models/model_words.h"
#include "ui/style/notices.h"

namespace koma::ui {
namespace {

QString noticeKey(manga::PanelId panel) {
  return QStringLiteral("drawing-%1").arg(panel.value);
}

/// Short enough to be read aloud; two billion differ enough.
std::uint64_t randomSeed() {
  return QRandomGenerator::global()->bounded(quint32(1) << 31);
}

bool shows(const manga::Panel& panel) {
  return manga::accepted_take(panel) != nullptr;
}

}  // namespace

GenerationService::GenerationService(api::JobService& jobs, Document& document, PictureLibrary& pictures,
                                     Notices& notices, QObject* parent)
    : QObject(parent), jobs_(jobs), document_(document), pictures_(pictures), notices_(notices) {
  connect(&document_, &Document::changed, this, [this](const Change& change) {
    if (std::holds_alternative<ProjectReset>(change)) forgetProject();
  });
  listen();
  refreshQueue();
}

GenerationService::~GenerationService() = default;

void GenerationService::setModels(std::vector<api::ModelEntry> models) {
  models_ = std::move(models);
  emit modelsChanged();
}

const api::ModelEntry* GenerationService::model(const std::string& idOrPath) const noexcept {
  return findModel(models_, idOrPath);
}

const api::ModelEntry* GenerationService::modelOf(const manga::Panel& panel) const {
  return model(manga::drawing_of(document_.project(), panel).model);
}

void GenerationService::setPreviewQuality(api::PreviewQuality quality) {
  previewQuality_ = quality;
  jobs_.set_preview_quality(quality);
  if (running_) wantPreview();
}

void GenerationService::wantPreview() {
  if (previewQuality_ != api::PreviewQuality::off) jobs_.want_preview();
}

QString GenerationService::failure(manga::PanelId panel) const {
  const auto found = failures_.find(panel);
  return found == failures_.end() ? QString() : found->second;
}

int GenerationService::waitingFor(manga::PanelId panel) const {
  return int(std::ranges::count_if(
      queue_, [&](const api::Job& job) { return job.spec.panel == panel && job.state == api::JobState::waiting; }));
}

int GenerationService::generatePanel(manga::PanelId panel, int count, api::Placement placement, api::Lane lane) {
  return submit(panel, {.count = count, .placement = placement, .lane = lane});
}

int GenerationService::generateSimilar(manga::PanelId id, const SimilarPicture& wish) {
  return submit(id, {.request = [&](const manga::Panel& panel) {
                  const api::ModelEntry* entry = modelOf(panel);
                  api::GenerationRequest request = requestFor(panel);
                  makeSimilar(request, panel, wish, pictures_, !entry || entry->abilities.repaints);
                  return request;
                }});
}

int GenerationService::enlarge(manga::PanelId id, const EnlargedPicture& wish) {
  const bool refines = wish.print.refine > 0;
  EnlargedPicture found = wish;
  for (const api::ModelKind kind : {api::ModelKind::upscaler, api::ModelKind::restorer}) {
    if (findModel(models_, wish.print.upscaler, kind)) found.print.upscaler = located(kind, wish.print.upscaler);
  }
  return submit(id, {.usesModel = refines, .request = [&](const manga::Panel& panel) {
                       return enlargedRequest(panel, found, pictures_,
                                              refines ? requestFor(panel) : api::GenerationRequest());
                     }});
}

int GenerationService::generatePage(manga::PageId id, bool onlyUndrawn) {
  const manga::Page* page = manga::find_page(document_.project(), id);
  if (!page) return 0;
  // Submitting reserves ids, which tells no change but touches the project: work on a copy.
  const int submitted = submitPage(manga::Page(*page), onlyUndrawn);
  if (submitted == 0 && page->panels.empty()) {
    notices_.say({Notice::Kind::information,
                  tr("This page has no panels yet; draw one with the panel tool."),
                  {},
                  {},
                  {},
                  QStringLiteral("drawing-nothing")});
  } else if (submitted == 0 && onlyUndrawn) {
    notices_.say({Notice::Kind::information,
                  tr("Every panel of this page is drawn already."),
                  {},
                  {},
                  {},
                  QStringLiteral("drawing-nothing")});
  }
  return submitted;
}

int GenerationService::generateAllUndrawn() {
  int submitted = 0;
  for (const manga::Page& page : std::vector(document_.project().pages)) submitted += submitPage(page, true);
  if (submitted == 0) {
    notices_.say({Notice::Kind::information,
                  tr("Every panel of this work is drawn already."),
                  {},
                  {},
                  {},
                  QStringLiteral("drawing-nothing")});
  }
  return submitted;
}

int GenerationService::submitPage(const manga::Page& page, bool onlyUndrawn) {
  int submitted = 0;
  // Asked of the service itself: what a work that was just opened had in its queue has not been told of yet.
  const std::vector<api::Job> queue = jobs_.jobs();
  for (const std::size_t index : manga::reading_order(page.panels, document_.project().direction)) {
    const manga::Panel& panel = page.panels[index];
    const bool drawing = std::ranges::any_of(queue, [&](const api::Job& job) { return job.spec.panel == panel.id; });
    if (onlyUndrawn && (shows(panel) || drawing)) continue;
    submitted += submit(panel.id, {.lane = api::Lane::background});
  }
  return submitted;
}

void GenerationService::cancelPanel(manga::PanelId panel) {
  for (const auto& [id, job] : known_) {
    if (job.spec.panel == panel) jobs_.cancel(id);
  }
}

void GenerationService::again(const api::JobSpec& spec) {
  const std::optional<api::Upscale>& upscale = spec.request.upscale;
  const bool findsMask = spec.request.repaint && spec.request.repaint->mask_only;
  Order order{.placement = api::Placement::front,
              .lane = spec.lane,
              .usesModel = !upscale || upscale->refine > 0,
              .makesTakes = !findsMask};
  if (upscale || findsMask) order.request = [&](const manga::Panel&) { return spec.request; };
  submit(spec.panel, order);
}

bool GenerationService::modelReady(manga::PanelId id) {
  const manga::Panel& panel = *manga::find_panel(document_.project(), id);
  const QString obstacle = this->obstacle(panel);
  if (obstacle.isEmpty()) return true;
  const QString what = panelLabel(document_.project(), id);
  //: %1 a panel, %2 the reason, a sentence
  Notice notice{Notice::Kind::error, tr("%1 cannot be drawn. %2").arg(what, obstacle), {}, {}, {}, noticeKey(id)};
  const bool repaints = api::repaints(panel);
  const auto other = std::ranges::find_if(models_, [&](const api::ModelEntry& one) {
    return one.kind == api::ModelKind::checkpoint && one.problem.empty() && (!repaints || one.abilities.repaints);
  });
  if (other != models_.end()) {
    notice.remedy = tr("Draw with %1").arg(QString::fromStdString(other->name));
    notice.mend = [self = QPointer(this), id, model = other->id] {
      if (!self || !manga::find_panel(self->document_.project(), id)) return;
      manga::DrawingSettings settings = manga::find_panel(self->document_.project(), id)->settings;
      settings.model = model;
      setSettings(self->document_, id, settings);
      self->generatePanel(id);
    };
  }
  notices_.say(notice);
  return false;
}

std::optional<api::JobSpec> GenerationService::specFor(const manga::Panel& panel, const Order& order) {
  api::JobSpec spec{
      .panel = panel.id, .label = panelLabel(document_.project(), panel.id).toStdString(), .lane = order.lane};
  try {
    spec.request = order.request ? order.request(panel) : requestFor(panel);
  } catch (const Error& error) {
    sayFailed(error, spec);
    return {};
  }
  return spec;
}

void GenerationService::send(const api::JobSpec& spec, api::Placement placement, bool quiet) {
  const api::JobId job = jobs_.submit(spec, placement);
  known_[job] = {.id = job, .spec = spec};
  newest_ = std::max(newest_, job.value);
  if (quiet) quiet_.insert(job);
}

int GenerationService::submit(manga::PanelId id, const Order& order) {
  const manga::Panel* panel = manga::find_panel(document_.project(), id);
  if (!panel) {
    notices_.say({Notice::Kind::warning, tr("The panel is not there any more."), {}, {}, {}, noticeKey(id)});
    return 0;
  }
  if (order.usesModel && !modelReady(id)) return 0;
  std::optional<api::JobSpec> spec = specFor(*panel, order);
  if (!spec) return 0;
  const std::optional<std::uint64_t> locked = spec->request.seed;
  const auto takes = order.makesTakes ? document_.reserveTakeIds(order.count) : std::vector<manga::TakeId>();
  failures_.erase(id);
  emit aboutToSubmit();
  notices_.withdraw(noticeKey(id));
  for (int i = 0; i < order.count; ++i) {
    // In front of each other the last would come first.
    const int nth = order.placement == api::Placement::front ? order.count - 1 - i : i;
    spec->request.seed = locked ? (*locked + std::uint64_t(nth)) & api::largest_seed : randomSeed();
    if (order.makesTakes) spec->takes = {takes[std::size_t(nth)]};
    const bool replaces = order.placement == api::Placement::replace;
    send(*spec, replaces && i > 0 ? api::Placement::back : order.placement, nth > 0);
  }
  return order.count;
}

bool GenerationService::findMask(manga::PanelId id, const QString& words) {
  if (words.trimmed().isEmpty()) return false;
  const auto request = [&](const manga::Panel& panel) {
    api::GenerationRequest finding = requestFor(panel, words.trimmed().toStdString());
    finding.seed = finding.seed.value_or(0);  // the same words find the same
    return finding;
  };
  return submit(id, {.placement = api::Placement::front, .makesTakes = false, .request = request}) > 0;
}

void GenerationService::accept(manga::PanelId id, manga::TakeId take, bool asked) {
  const manga::Panel* panel = manga::find_panel(document_.project(), id);
  if (!panel || (shows(*panel) && !asked)) return;
  acceptTake(document_, id, take);
}

void GenerationService::sayFailed(const Error& error, const api::JobSpec& spec) {
  const ErrorText text = errorText(error.code(), panelLabel(document_.project(), spec.panel));
  notices_.say({Notice::Kind::error, text.text, QString::fromUtf8(error.what()), text.remedy,
                [self = QPointer(this), spec, repeat = text.repeat] {
                  if (!self) return;
                  if (repeat) {
                    self->again(spec);
                  } else {
                    emit self->panelRequested(spec.panel);
                  }
                },
                noticeKey(spec.panel)});
}

}  // namespace koma::ui
