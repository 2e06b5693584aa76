// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/endpoint_words.h"

#include <QCoreApplication>
#include <QUrl>

namespace koma::ui {

bool isOnThisMachine(const std::string& url) {
  const QString host = QUrl(QString::fromStdString(url)).host();
  return host == QLatin1String("localhost") || host == QLatin1String("::1") ||
         (host.startsWith(QLatin1String("127.")) && host.count(u'.') == 3);
}

QString endpointText(const api::Endpoint& endpoint) {
  const QString host = QUrl(QString::fromStdString(endpoint.url)).host();
  const QString name = QString::fromStdString(endpoint.name), model = QString::fromStdString(endpoint.model);
  if (isOnThisMachine(endpoint.url)) {
    //: an endpoint's name and its model
    return model.isEmpty() ? name : QCoreApplication::translate("EndpointWords", "%1 (%2)").arg(name, model);
  }
  //: an endpoint's name and its host
  return QCoreApplication::translate("EndpointWords", "%1 – texts go to %2").arg(name, host);
}

}  // namespace koma::ui
