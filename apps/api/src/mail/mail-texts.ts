import type { Role } from '#organization';

/** Email texts in one language, with the placeholders `{maker}`, `{role}`, `{name}`, `{link}` and `{until}`. */
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
    manager: '服务经理',
    finance: '财务',
    dispatcher: '调度员',
    engineer: '工程师',
    planner: '备件计划员',
    technician: '技师',
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
    manager: 'gerente de servicio',
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
    body: '{maker} le invita a unirse con el rol “{role}”.\n\nPara aceptar, abra este enlace. Se puede usar una sola vez y es válido hasta el {until}:\n{link}\n\nSi no esperaba esta invitación, puede ignorar este correo.',
  },
  passwordReset: {
    subject: 'Restablezca su contraseña',
    body: 'Hola, {name}:\n\nRecibimos una solicitud para restablecer la contraseña de su cuenta en {maker}. Para elegir una contraseña nueva, abra este enlace. Se puede usar una sola vez y es válido hasta el {until}:\n{link}\n\nSi no lo solicitó, puede ignorar este correo. Su contraseña no cambiará.',
  },
};

const ID: MailTexts = {
  roles: {
    admin: 'administrator',
    manager: 'manajer servis',
    finance: 'keuangan',
    dispatcher: 'dispatcher',
    engineer: 'insinyur',
    planner: 'perencana suku cadang',
    technician: 'teknisi',
    customer_admin: 'admin pelanggan',
    customer_viewer: 'pelanggan (hanya lihat)',
    verifier: 'pemeriksa',
  },
  invitation: {
    subject: '{maker} mengundang Anda',
    body: '{maker} mengundang Anda untuk bergabung dengan peran “{role}”.\n\nUntuk menerima, buka tautan ini. Tautan hanya dapat dipakai satu kali dan berlaku sampai {until}:\n{link}\n\nJika Anda tidak menantikan undangan ini, abaikan email ini.',
  },
  passwordReset: {
    subject: 'Atur ulang kata sandi Anda',
    body: 'Halo {name},\n\nKami menerima permintaan untuk mengatur ulang kata sandi akun Anda di {maker}. Untuk memilih kata sandi baru, buka tautan ini. Tautan hanya dapat dipakai satu kali dan berlaku sampai {until}:\n{link}\n\nJika Anda tidak memintanya, abaikan email ini. Kata sandi Anda tidak akan berubah.',
  },
};

const PL: MailTexts = {
  roles: {
    admin: 'administrator',
    manager: 'kierownik serwisu',
    finance: 'finanse',
    dispatcher: 'dyspozytor',
    engineer: 'inżynier',
    planner: 'planista części',
    technician: 'technik',
    customer_admin: 'administrator klienta',
    customer_viewer: 'klient (odczyt)',
    verifier: 'weryfikator',
  },
  invitation: {
    subject: 'Zaproszenie od {maker}',
    body: '{maker} zaprasza do portalu. Rola: {role}.\n\nAby przyjąć zaproszenie, otwórz ten link. Można go użyć raz, jest ważny do {until}:\n{link}\n\nJeśli to zaproszenie jest pomyłką, zignoruj tę wiadomość.',
  },
  passwordReset: {
    subject: 'Resetowanie hasła',
    body: 'Dzień dobry, {name},\n\notrzymaliśmy prośbę o zresetowanie hasła do konta w {maker}. Aby ustawić nowe hasło, otwórz ten link. Można go użyć raz, jest ważny do {until}:\n{link}\n\nJeśli to pomyłka, zignoruj tę wiadomość. Hasło się nie zmieni.',
  },
};

export const MAIL_TEXTS: Readonly<Record<string, MailTexts>> = { en: EN, zh: ZH, es: ES, id: ID, pl: PL };
