import type { AlertMeasure } from '../../domain/forecast/usage-alert.js';

interface AlertMailText {
  readonly subject: string;
  readonly body: string;
}

/**
 * The texts of an email by measure, with placeholders `{name}`, `{maker}`, `{contract}`, `{percent}`, `{used}`,
 * `{limit}`, `{from}` and `{link}`.
 */
type AlertMailTexts = Readonly<Record<AlertMeasure, AlertMailText>>;

const EN: AlertMailTexts = {
  allowance: {
    subject: 'Contract {contract}: {percent}% of the allowance used',
    body: 'Hello {name},\n\nSince {from}, contract {contract} has used {used} of the included {limit}. That is {percent}% or more.\n\nView the usage of the month and the forecast:\n{link}\n\n{maker} sends this alert once per threshold. You can change the thresholds on that page.',
  },
  amount: {
    subject: 'Contract {contract}: {percent}% of {limit} reached',
    body: 'Hello {name},\n\nSince {from}, contract {contract} has cost {used} net, based on current data. That is {percent}% or more of your {limit}.\n\nView the cost of the month and the forecast:\n{link}\n\n{maker} sends this alert once per threshold. You can change the thresholds on that page.',
  },
};

const ZH: AlertMailTexts = {
  allowance: {
    subject: '合同 {contract}：包含用量已用 {percent}%',
    body: '{name}，您好：\n\n自 {from} 起，合同 {contract} 已使用 {used}，合同已含 {limit}，已达到 {percent}% 或以上。\n\n本月走势与月末预计：\n{link}\n\n每个比例 {maker} 只通知一次。可在该页面设置提醒比例。',
  },
  amount: {
    subject: '合同 {contract}：已达到 {limit} 的 {percent}%',
    body: '{name}，您好：\n\n自 {from} 起，合同 {contract} 按目前已知数据已产生 {used}（不含税），已达到您设定的 {limit} 的 {percent}% 或以上。\n\n本月走势与月末预计：\n{link}\n\n每个比例 {maker} 只通知一次。可在该页面设置提醒比例。',
  },
};

const ES: AlertMailTexts = {
  allowance: {
    subject: 'Contrato {contract}: {percent} % del consumo incluido',
    body: 'Hola, {name}:\n\nDesde el {from}, el contrato {contract} ha consumido {used} de los {limit} incluidos. Es el {percent} % o más.\n\nVer el consumo del mes y el pronóstico:\n{link}\n\n{maker} envía esta alerta una vez por umbral. Puede cambiar los umbrales en esa página.',
  },
  amount: {
    subject: 'Contrato {contract}: {percent} % de {limit} alcanzado',
    body: 'Hola, {name}:\n\nDesde el {from}, el contrato {contract} ha costado {used} netos según los datos actuales. Es el {percent} % o más de sus {limit}.\n\nVer el costo del mes y el pronóstico:\n{link}\n\n{maker} envía esta alerta una vez por umbral. Puede cambiar los umbrales en esa página.',
  },
};

const ID: AlertMailTexts = {
  allowance: {
    subject: 'Kontrak {contract}: {percent}% kuota terpakai',
    body: 'Halo {name},\n\nSejak {from}, kontrak {contract} telah memakai {used} dari {limit} yang termasuk. Itu {percent}% atau lebih.\n\nLihat pemakaian bulan ini dan prakiraannya:\n{link}\n\n{maker} mengirim peringatan ini satu kali untuk setiap ambang. Anda dapat mengubah ambang di halaman itu.',
  },
  amount: {
    subject: 'Kontrak {contract}: {percent}% dari {limit} tercapai',
    body: 'Halo {name},\n\nSejak {from}, biaya kontrak {contract} telah mencapai {used} neto menurut data saat ini. Itu {percent}% atau lebih dari {limit} Anda.\n\nLihat biaya bulan ini dan prakiraannya:\n{link}\n\n{maker} mengirim peringatan ini satu kali untuk setiap ambang. Anda dapat mengubah ambang di halaman itu.',
  },
};

const PL: AlertMailTexts = {
  allowance: {
    subject: 'Umowa {contract}: wykorzystano {percent}% limitu',
    body: 'Dzień dobry, {name},\n\nod {from} w umowie {contract} zużyto {used} z limitu {limit} w cenie. To co najmniej {percent}%.\n\nZużycie w tym miesiącu i prognoza:\n{link}\n\n{maker} wysyła ten alert raz na każdy próg. Progi można zmienić na tej stronie.',
  },
  amount: {
    subject: 'Umowa {contract}: osiągnięto {percent}% z {limit}',
    body: 'Dzień dobry, {name},\n\nod {from} koszt umowy {contract} wyniósł {used} netto według obecnych danych. To co najmniej {percent}% z {limit}.\n\nKoszt w tym miesiącu i prognoza:\n{link}\n\n{maker} wysyła ten alert raz na każdy próg. Progi można zmienić na tej stronie.',
  },
};

export const ALERT_MAIL_TEXTS: Readonly<Record<string, AlertMailTexts>> = {
  en: EN,
  zh: ZH,
  es: ES,
  id: ID,
  pl: PL,
};
