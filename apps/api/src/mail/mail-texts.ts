import type { Role } from '#organization';

/** Mail texts in one language, with the placeholders `{maker}`, `{role}`, `{name}`, `{link}` and `{until}`. */
export interface MailTexts {
  readonly roles: Readonly<Record<Role, string>>;
  readonly invitation: { readonly subject: string; readonly body: string };
  readonly passwordReset: { readonly subject: string; readonly body: string };
}

const EN: MailTexts = {
  roles: {
    admin: 'administrator',
    manager: 'service manager',
    finance: 'finance',
    dispatcher: 'dispatcher',
    engineer: 'engineer',
    planner: 'parts planner',
    technician: 'technician',
    customer_admin: 'customer administrator',
    customer_viewer: 'customer viewer',
    verifier: 'verifier',
  },
  invitation: {
    subject: '{maker} has invited you',
    body: '{maker} has invited you to join with the role “{role}”.\n\nTo accept, open this link. It can be used once and is valid until {until}:\n{link}\n\nIf you did not expect this invitation, you can ignore this email.',
  },
  passwordReset: {
    subject: 'Reset your password',
    body: 'Hello {name},\n\nWe received a request to reset the password for your account at {maker}. To choose a new password, open this link. It can be used once and is valid until {until}:\n{link}\n\nIf you did not request this, you can ignore this email. Your password will not change.',
  },
};

const ZH: MailTexts = {
  roles: {
    admin: '管理员',
    manager: '经理',
    finance: '财务',
    dispatcher: '调度员',
    engineer: '工程师',
    planner: '备件计划员',
    technician: '技术员',
    customer_admin: '客户管理员',
    customer_viewer: '客户查看者',
    verifier: '核验人',
  },
  invitation: {
    subject: '{maker} 邀请您加入',
    body: '{maker} 邀请您担任{role}。\n\n请打开以下链接接受邀请。链接只能使用一次，有效期至 {until}：\n{link}\n\n如果您并不知情，请忽略本邮件；不打开链接就不会有任何变化。',
  },
  passwordReset: {
    subject: '设置新密码',
    body: '{name}，您好：\n\n有人为您在 {maker} 的账户申请了新密码。如果是您本人，请打开以下链接。链接只能使用一次，有效期至 {until}：\n{link}\n\n如果不是您本人，请忽略本邮件；您的密码不会改变。',
  },
};

const ES: MailTexts = {
  roles: {
    admin: 'administrador',
    manager: 'gerente',
    finance: 'finanzas',
    dispatcher: 'despachador',
    engineer: 'ingeniero',
    planner: 'planificador de repuestos',
    technician: 'técnico',
    customer_admin: 'administrador del cliente',
    customer_viewer: 'lector del cliente',
    verifier: 'verificador',
  },
  invitation: {
    subject: '{maker} le invita',
    body: '{maker} le invita como {role}.\n\nAbra este enlace para aceptar. Funciona una sola vez, hasta el {until}:\n{link}\n\nSi no lo esperaba, no haga nada: sin el enlace no ocurre nada.',
  },
  passwordReset: {
    subject: 'Elija una contraseña nueva',
    body: 'Hola, {name}:\n\nalguien pidió una contraseña nueva para su cuenta en {maker}. Si fue usted, abra este enlace. Funciona una sola vez, hasta el {until}:\n{link}\n\nSi no fue usted, no haga nada: su contraseña no cambia.',
  },
};

const ID: MailTexts = {
  roles: {
    admin: 'administrator',
    manager: 'manajer',
    finance: 'keuangan',
    dispatcher: 'petugas penugasan',
    engineer: 'insinyur',
    planner: 'perencana suku cadang',
    technician: 'teknisi',
    customer_admin: 'administrator pelanggan',
    customer_viewer: 'pembaca pelanggan',
    verifier: 'pemeriksa',
  },
  invitation: {
    subject: '{maker} mengundang Anda',
    body: '{maker} mengundang Anda sebagai {role}.\n\nBuka tautan ini untuk menerima. Tautan berlaku satu kali, sampai {until}:\n{link}\n\nJika Anda tidak menantikannya, abaikan saja: tanpa tautan ini tidak terjadi apa-apa.',
  },
  passwordReset: {
    subject: 'Pilih kata sandi baru',
    body: 'Halo {name},\n\nseseorang meminta kata sandi baru untuk akun Anda di {maker}. Jika itu Anda, buka tautan ini. Tautan berlaku satu kali, sampai {until}:\n{link}\n\nJika bukan Anda, abaikan saja: kata sandi Anda tetap sama.',
  },
};

const PL: MailTexts = {
  roles: {
    admin: 'administrator',
    manager: 'kierownik',
    finance: 'finanse',
    dispatcher: 'dyspozytor',
    engineer: 'inżynier',
    planner: 'planista części',
    technician: 'serwisant',
    customer_admin: 'administrator klienta',
    customer_viewer: 'użytkownik klienta (podgląd)',
    verifier: 'weryfikator',
  },
  invitation: {
    subject: 'Zaproszenie od {maker}',
    body: '{maker} zaprasza w roli: {role}.\n\nOtwórz ten odnośnik, aby przyjąć zaproszenie. Działa jeden raz, do {until}:\n{link}\n\nJeśli to pomyłka, nie rób nic: bez odnośnika nic się nie stanie.',
  },
  passwordReset: {
    subject: 'Ustaw nowe hasło',
    body: 'Dzień dobry, {name},\n\nktoś poprosił o nowe hasło do konta w {maker}. Jeśli to Ty, otwórz ten odnośnik. Działa jeden raz, do {until}:\n{link}\n\nJeśli to nie Ty, nie rób nic: hasło się nie zmieni.',
  },
};

export const MAIL_TEXTS: Readonly<Record<string, MailTexts>> = { en: EN, zh: ZH, es: ES, id: ID, pl: PL };
