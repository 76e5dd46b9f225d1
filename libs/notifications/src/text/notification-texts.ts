import type { NotificationType } from '../domain/catalogue.js';

/**
 * Texts of notifications outside the portal: in emails, push messages, Slack and Teams. Placeholders are facts of the
 * event.
 */
export interface NotificationTexts {
  /** One sentence per type that states what happened. It is also the subject of an email. */
  readonly titles: Readonly<Record<NotificationType, string>>;
  /** Name of several notifications of a type, for the subject `{count} × …`. */
  readonly kinds: Readonly<Record<NotificationType, string>>;
  /** Title of an escalated notification. */
  readonly escalated: string;
  readonly bundleSubject: string;
  readonly digestSubject: string;
  readonly greeting: string;
  /** Text above the list of a digest. */
  readonly digestIntro: string;
  /** Text below a truncated list. */
  readonly more: string;
  readonly open: string;
  readonly openAll: string;
  readonly footer: string;
  /** Title of a push message that tests a browser. */
  readonly pushTest: string;
  /** Placeholder for an empty fact. */
  readonly unknown: string;
}

const EN: NotificationTexts = {
  titles: {
    'alarm.critical': 'Critical alarm on {serial}: {alarm}',
    'alarm.warning': 'Warning on {serial}: {alarm}',
    'ticket.opened': 'New ticket {number} for {serial}',
    'ticket.assigned': 'Ticket {number} for {serial} assigned to {technician}',
    'ticket.closed': 'Ticket {number} for {serial} closed',
    'device.offline': 'Device {device} is offline',
    'usage.on_hold': 'Usage of contract {contract} on hold',
    'billing_run.finished':
      'Billing run for {month} finished: {ready} ready, {held} on hold, {failed} failed',
    'invoice.issued': 'Invoice {invoice} issued',
    'dispute.opened': 'Dispute about invoice {invoice} opened',
    'dispute.answered': 'New message in the dispute about invoice {invoice}',
    'dispute.decided': 'Dispute about invoice {invoice} closed',
    'kit.sent': 'Kit {kit} for {serial} sent',
    'import.finished': 'Import of {file} finished: {stored} readings stored, {rejected} rows rejected',
    'certificate.expiring': 'Certificate of device {device} expires on {expires}',
    'usage_alert.reached': 'Contract {contract}: {percent}% reached',
    'account.new_sign_in': 'New sign-in to your account from {address}',
  },
  kinds: {
    'alarm.critical': 'critical alarms',
    'alarm.warning': 'warnings',
    'ticket.opened': 'new tickets',
    'ticket.assigned': 'assigned tickets',
    'ticket.closed': 'closed tickets',
    'device.offline': 'offline devices',
    'usage.on_hold': 'usage on hold',
    'billing_run.finished': 'billing runs',
    'invoice.issued': 'invoices',
    'dispute.opened': 'new disputes',
    'dispute.answered': 'messages in disputes',
    'dispute.decided': 'closed disputes',
    'kit.sent': 'sent kits',
    'import.finished': 'imports',
    'certificate.expiring': 'expiring certificates',
    'usage_alert.reached': 'usage alerts',
    'account.new_sign_in': 'new sign-ins',
  },
  escalated: 'Not acknowledged: {title}',
  bundleSubject: '{count} × {kind}',
  digestSubject: '{maker}: {count} notifications',
  greeting: 'Hello {name},',
  digestIntro: 'Events since your last summary:',
  more: 'and {count} more',
  open: 'View details:',
  openAll: 'View all notifications:',
  footer:
    '{maker} sends these emails according to your preferences.\nChange them: {settings}\nUnsubscribe: {unsubscribe}',
  pushTest: 'Test: this browser receives notifications',
  unknown: 'unknown',
};

const ZH: NotificationTexts = {
  titles: {
    'alarm.critical': '{serial} 严重报警：{alarm}',
    'alarm.warning': '{serial} 预警：{alarm}',
    'ticket.opened': '{serial} 的新工单 {number}',
    'ticket.assigned': '{serial} 的工单 {number} 已分派给 {technician}',
    'ticket.closed': '{serial} 的工单 {number} 已关闭',
    'device.offline': '通信设备 {device} 离线',
    'usage.on_hold': '合同 {contract} 的用量已暂挂',
    'billing_run.finished': '{month} 批量开单完成：{ready} 就绪，{held} 暂挂，{failed} 失败',
    'invoice.issued': '账单 {invoice} 已开具',
    'dispute.opened': '账单 {invoice} 有新争议',
    'dispute.answered': '账单 {invoice} 的争议有新消息',
    'dispute.decided': '账单 {invoice} 的争议已结束',
    'kit.sent': '{serial} 的备件包 {kit} 已发出',
    'import.finished': '{file} 导入完成：存储 {stored} 条读数，拒绝 {rejected} 行',
    'certificate.expiring': '通信设备 {device} 的证书将于 {expires} 到期',
    'usage_alert.reached': '合同 {contract}：已达到 {percent}%',
    'account.new_sign_in': '您的账户有来自 {address} 的新登录',
  },
  kinds: {
    'alarm.critical': '严重报警',
    'alarm.warning': '预警',
    'ticket.opened': '新工单',
    'ticket.assigned': '已分派工单',
    'ticket.closed': '已关闭工单',
    'device.offline': '离线通信设备',
    'usage.on_hold': '暂挂用量',
    'billing_run.finished': '批量开单',
    'invoice.issued': '账单',
    'dispute.opened': '新争议',
    'dispute.answered': '争议消息',
    'dispute.decided': '已结束争议',
    'kit.sent': '已发出备件包',
    'import.finished': '导入',
    'certificate.expiring': '即将到期的证书',
    'usage_alert.reached': '用量提醒',
    'account.new_sign_in': '新登录',
  },
  escalated: '尚未确认：{title}',
  bundleSubject: '{count} 项{kind}',
  digestSubject: '{maker}：{count} 条通知',
  greeting: '{name}，您好：',
  digestIntro: '自上次汇总以来：',
  more: '另有 {count} 条',
  open: '查看详情：',
  openAll: '查看全部通知：',
  footer: '{maker} 按您的通知设置发送此邮件。\n更改设置：{settings}\n退订：{unsubscribe}',
  pushTest: '测试：此浏览器可接收通知',
  unknown: '未知',
};

const ES: NotificationTexts = {
  titles: {
    'alarm.critical': 'Alarma crítica en {serial}: {alarm}',
    'alarm.warning': 'Advertencia en {serial}: {alarm}',
    'ticket.opened': 'Nueva orden de servicio {number} para {serial}',
    'ticket.assigned': 'Orden de servicio {number} para {serial} asignada a {technician}',
    'ticket.closed': 'Orden de servicio {number} para {serial} cerrada',
    'device.offline': 'El dispositivo {device} está sin conexión',
    'usage.on_hold': 'Consumo del contrato {contract} retenido',
    'billing_run.finished':
      'Ciclo de facturación de {month} terminado: {ready} listas, {held} retenidas, {failed} con error',
    'invoice.issued': 'Factura {invoice} emitida',
    'dispute.opened': 'Nueva disputa sobre la factura {invoice}',
    'dispute.answered': 'Nuevo mensaje en la disputa sobre la factura {invoice}',
    'dispute.decided': 'Disputa sobre la factura {invoice} cerrada',
    'kit.sent': 'Kit {kit} para {serial} enviado',
    'import.finished':
      'Importación de {file} terminada: {stored} lecturas guardadas, {rejected} filas rechazadas',
    'certificate.expiring': 'El certificado del dispositivo {device} vence el {expires}',
    'usage_alert.reached': 'Contrato {contract}: {percent} % alcanzado',
    'account.new_sign_in': 'Nuevo inicio de sesión en su cuenta desde {address}',
  },
  kinds: {
    'alarm.critical': 'alarmas críticas',
    'alarm.warning': 'advertencias',
    'ticket.opened': 'órdenes de servicio nuevas',
    'ticket.assigned': 'órdenes de servicio asignadas',
    'ticket.closed': 'órdenes de servicio cerradas',
    'device.offline': 'dispositivos sin conexión',
    'usage.on_hold': 'consumos retenidos',
    'billing_run.finished': 'ciclos de facturación',
    'invoice.issued': 'facturas',
    'dispute.opened': 'disputas nuevas',
    'dispute.answered': 'mensajes en disputas',
    'dispute.decided': 'disputas cerradas',
    'kit.sent': 'kits enviados',
    'import.finished': 'importaciones',
    'certificate.expiring': 'certificados por vencer',
    'usage_alert.reached': 'alertas de consumo',
    'account.new_sign_in': 'nuevos inicios de sesión',
  },
  escalated: 'Sin reconocer: {title}',
  bundleSubject: '{count} × {kind}',
  digestSubject: '{maker}: {count} notificaciones',
  greeting: 'Hola, {name}:',
  digestIntro: 'Esto ocurrió desde su último resumen:',
  more: 'y {count} más',
  open: 'Ver detalles:',
  openAll: 'Ver todas las notificaciones:',
  footer:
    '{maker} envía estos correos según sus preferencias.\nCambiarlas: {settings}\nCancelar la suscripción: {unsubscribe}',
  pushTest: 'Prueba: este navegador recibe notificaciones',
  unknown: 'desconocido',
};

const ID: NotificationTexts = {
  titles: {
    'alarm.critical': 'Alarm kritis pada {serial}: {alarm}',
    'alarm.warning': 'Peringatan pada {serial}: {alarm}',
    'ticket.opened': 'Tiket baru {number} untuk {serial}',
    'ticket.assigned': 'Tiket {number} untuk {serial} ditugaskan kepada {technician}',
    'ticket.closed': 'Tiket {number} untuk {serial} ditutup',
    'device.offline': 'Perangkat {device} luring',
    'usage.on_hold': 'Pemakaian kontrak {contract} ditahan',
    'billing_run.finished': 'Proses penagihan {month} selesai: {ready} siap, {held} ditahan, {failed} gagal',
    'invoice.issued': 'Faktur {invoice} diterbitkan',
    'dispute.opened': 'Sengketa baru atas faktur {invoice}',
    'dispute.answered': 'Pesan baru dalam sengketa atas faktur {invoice}',
    'dispute.decided': 'Sengketa atas faktur {invoice} ditutup',
    'kit.sent': 'Kit {kit} untuk {serial} dikirim',
    'import.finished': 'Impor {file} selesai: {stored} pembacaan disimpan, {rejected} baris ditolak',
    'certificate.expiring': 'Sertifikat perangkat {device} berakhir pada {expires}',
    'usage_alert.reached': 'Kontrak {contract}: {percent}% tercapai',
    'account.new_sign_in': 'Login baru ke akun Anda dari {address}',
  },
  kinds: {
    'alarm.critical': 'alarm kritis',
    'alarm.warning': 'peringatan',
    'ticket.opened': 'tiket baru',
    'ticket.assigned': 'tiket ditugaskan',
    'ticket.closed': 'tiket ditutup',
    'device.offline': 'perangkat luring',
    'usage.on_hold': 'pemakaian ditahan',
    'billing_run.finished': 'proses penagihan',
    'invoice.issued': 'faktur',
    'dispute.opened': 'sengketa baru',
    'dispute.answered': 'pesan sengketa',
    'dispute.decided': 'sengketa ditutup',
    'kit.sent': 'kit dikirim',
    'import.finished': 'impor',
    'certificate.expiring': 'sertifikat yang akan berakhir',
    'usage_alert.reached': 'peringatan pemakaian',
    'account.new_sign_in': 'login baru',
  },
  escalated: 'Belum diakui: {title}',
  bundleSubject: '{count} × {kind}',
  digestSubject: '{maker}: {count} notifikasi',
  greeting: 'Halo {name},',
  digestIntro: 'Ini terjadi sejak ringkasan terakhir Anda:',
  more: 'dan {count} lainnya',
  open: 'Lihat detail:',
  openAll: 'Lihat semua notifikasi:',
  footer:
    '{maker} mengirim email ini sesuai preferensi Anda.\nUbah preferensi: {settings}\nBerhenti berlangganan: {unsubscribe}',
  pushTest: 'Uji: browser ini menerima notifikasi',
  unknown: 'tidak diketahui',
};

const PL: NotificationTexts = {
  titles: {
    'alarm.critical': 'Alarm krytyczny maszyny {serial}: {alarm}',
    'alarm.warning': 'Ostrzeżenie maszyny {serial}: {alarm}',
    'ticket.opened': 'Nowe zgłoszenie {number} dla {serial}',
    'ticket.assigned': 'Zgłoszenie {number} dla {serial} przydzielone: {technician}',
    'ticket.closed': 'Zgłoszenie {number} dla {serial} zamknięte',
    'device.offline': 'Urządzenie {device} jest offline',
    'usage.on_hold': 'Zużycie umowy {contract} wstrzymane',
    'billing_run.finished':
      'Przebieg rozliczenia za {month} zakończony: gotowe {ready}, wstrzymane {held}, nieudane {failed}',
    'invoice.issued': 'Faktura {invoice} wystawiona',
    'dispute.opened': 'Nowa reklamacja faktury {invoice}',
    'dispute.answered': 'Nowa wiadomość w reklamacji faktury {invoice}',
    'dispute.decided': 'Reklamacja faktury {invoice} zamknięta',
    'kit.sent': 'Zestaw {kit} dla {serial} wysłany',
    'import.finished': 'Import {file} zakończony: zapisane odczyty {stored}, odrzucone wiersze {rejected}',
    'certificate.expiring': 'Certyfikat urządzenia {device} wygasa {expires}',
    'usage_alert.reached': 'Umowa {contract}: osiągnięto {percent}%',
    'account.new_sign_in': 'Nowe logowanie do konta z adresu {address}',
  },
  kinds: {
    'alarm.critical': 'alarmy krytyczne',
    'alarm.warning': 'ostrzeżenia',
    'ticket.opened': 'nowe zgłoszenia',
    'ticket.assigned': 'przydzielone zgłoszenia',
    'ticket.closed': 'zamknięte zgłoszenia',
    'device.offline': 'urządzenia offline',
    'usage.on_hold': 'wstrzymane zużycie',
    'billing_run.finished': 'przebiegi rozliczeń',
    'invoice.issued': 'faktury',
    'dispute.opened': 'nowe reklamacje',
    'dispute.answered': 'wiadomości w reklamacjach',
    'dispute.decided': 'zamknięte reklamacje',
    'kit.sent': 'wysłane zestawy',
    'import.finished': 'importy',
    'certificate.expiring': 'wygasające certyfikaty',
    'usage_alert.reached': 'alerty zużycia',
    'account.new_sign_in': 'nowe logowania',
  },
  escalated: 'Niepotwierdzone: {title}',
  bundleSubject: '{count} × {kind}',
  digestSubject: '{maker}: powiadomienia ({count})',
  greeting: 'Dzień dobry, {name},',
  digestIntro: 'Od ostatniego podsumowania:',
  more: 'oraz {count} innych',
  open: 'Zobacz szczegóły:',
  openAll: 'Zobacz wszystkie powiadomienia:',
  footer:
    '{maker} wysyła te wiadomości zgodnie z ustawieniami odbiorcy.\nZmiana ustawień: {settings}\nRezygnacja z wiadomości: {unsubscribe}',
  pushTest: 'Test: ta przeglądarka otrzymuje powiadomienia',
  unknown: 'nieznane',
};

export const NOTIFICATION_TEXTS: Readonly<Record<string, NotificationTexts>> = {
  en: EN,
  zh: ZH,
  es: ES,
  id: ID,
  pl: PL,
};
