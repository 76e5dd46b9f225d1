import type { AlertMeasure } from '../../domain/forecast/usage-alert.js';

interface AlertMailText {
  readonly subject: string;
  readonly body: string;
}

/**
 * The texts of a mail by measure, with placeholders `{name}`, `{maker}`, `{contract}`, `{percent}`, `{used}`,
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
    subject: '合同 {contract}：已含用量已用 {percent}%',
    body: '{name}，您好：\n\n自 {from} 起，合同 {contract} 已使用 {used}，合同已含 {limit}，已达到 {percent}% 或以上。\n\n本月走势与月末预计：\n{link}\n\n每个比例 {maker} 只通知一次。可在该页面设置提醒比例。',
  },
  amount: {
    subject: '合同 {contract}：已达到 {limit} 的 {percent}%',
    body: '{name}，您好：\n\n自 {from} 起，合同 {contract} 按目前已知数据已产生 {used}（不含税），已达到您设定的 {limit} 的 {percent}% 或以上。\n\n本月走势与月末预计：\n{link}\n\n每个比例 {maker} 只通知一次。可在该页面设置提醒比例。',
  },
};

const ES: AlertMailTexts = {
  allowance: {
    subject: 'Usado el {percent} % de lo incluido: contrato {contract}',
    body: 'Hola, {name}:\n\ndesde el {from} el contrato {contract} ha usado {used} de los {limit} incluidos. Es el {percent} % o más.\n\nCómo va el mes y dónde terminará probablemente:\n{link}\n\n{maker} lo envía una sola vez por cada porcentaje. Los porcentajes se eligen en esa página.',
  },
  amount: {
    subject: 'Alcanzado el {percent} % de {limit}: contrato {contract}',
    body: 'Hola, {name}:\n\ndesde el {from} el contrato {contract} ha costado {used}, neto y según lo que se sabe ahora. Es el {percent} % o más de sus {limit}.\n\nCómo va el mes y dónde terminará probablemente:\n{link}\n\n{maker} lo envía una sola vez por cada porcentaje. Los porcentajes se eligen en esa página.',
  },
};

const ID: AlertMailTexts = {
  allowance: {
    subject: '{percent} % dari jatah sudah terpakai: kontrak {contract}',
    body: 'Halo {name},\n\nsejak {from} kontrak {contract} telah memakai {used} dari {limit} yang sudah termasuk. Itu {percent} % atau lebih.\n\nJalannya bulan ini dan perkiraan akhirnya:\n{link}\n\n{maker} mengirim ini satu kali untuk setiap persentase. Persentase dipilih di halaman tersebut.',
  },
  amount: {
    subject: '{percent} % dari {limit} tercapai: kontrak {contract}',
    body: 'Halo {name},\n\nsejak {from} kontrak {contract} telah berbiaya {used}, neto dan menurut data saat ini. Itu {percent} % atau lebih dari {limit} Anda.\n\nJalannya bulan ini dan perkiraan akhirnya:\n{link}\n\n{maker} mengirim ini satu kali untuk setiap persentase. Persentase dipilih di halaman tersebut.',
  },
};

const PL: AlertMailTexts = {
  allowance: {
    subject: 'Wykorzystano {percent} % limitu: umowa {contract}',
    body: 'Dzień dobry, {name},\n\nod {from} w umowie {contract} wykorzystano {used} z {limit} wliczonych w cenę. To co najmniej {percent} %.\n\nPrzebieg miesiąca i przewidywany wynik:\n{link}\n\n{maker} wysyła to raz dla każdego progu. Progi ustawia się na tej stronie.',
  },
  amount: {
    subject: 'Osiągnięto {percent} % z {limit}: umowa {contract}',
    body: 'Dzień dobry, {name},\n\nod {from} umowa {contract} kosztowała {used} netto, według tego, co dziś wiadomo. To co najmniej {percent} % z {limit}.\n\nPrzebieg miesiąca i przewidywany wynik:\n{link}\n\n{maker} wysyła to raz dla każdego progu. Progi ustawia się na tej stronie.',
  },
};

export const ALERT_MAIL_TEXTS: Readonly<Record<string, AlertMailTexts>> = {
  en: EN,
  zh: ZH,
  es: ES,
  id: ID,
  pl: PL,
};
