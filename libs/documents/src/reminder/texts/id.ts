import type { ReminderTexts } from '../reminder-texts.js';

export const ID: ReminderTexts = {
  title: {
    notice: 'Pemberitahuan jatuh tempo',
    reminder: 'Pengingat pembayaran',
    second_reminder: 'Pengingat pembayaran kedua',
    final_notice: 'Peringatan terakhir',
  },
  intro: {
    notice: 'Faktur berikut akan segera jatuh tempo. Mohon dibayar sebelum tanggal jatuh temponya.',
    reminder:
      'Menurut catatan kami, faktur berikut telah lewat jatuh tempo. Mungkin terlewat oleh Anda. Mohon bayar jumlah yang terutang.',
    second_reminder:
      'Kami sudah mengingatkan Anda tentang faktur berikut, tetapi belum menerima pembayaran penuh. Mohon segera bayar jumlah totalnya.',
    final_notice:
      'Meskipun sudah kami ingatkan, faktur berikut belum dibayar lunas. Mohon bayar jumlah totalnya dalam tujuh hari. Jika tidak, kami akan mengambil langkah penagihan lebih lanjut.',
  },
  facts: { date: 'Tanggal', documents: 'Faktur' },
  table: {
    document: 'Faktur',
    due: 'Jatuh tempo',
    open: 'Terutang',
    interest: 'Bunga',
    lumpSum: 'Biaya tetap',
    total: 'Total',
  },
  interest: {
    title: 'Perhitungan bunga',
    aboveBaseRate:
      '{ground}: {points} poin persentase di atas suku bunga acuan “{baseRate}”, bunga tunggal, {dayCount}.',
    fixed: '{ground}: {points} per tahun, bunga tunggal, {dayCount}.',
    ground: {
      statutory: 'Bunga keterlambatan menurut undang-undang',
      agreed: 'Bunga keterlambatan yang disepakati',
    },
    span: '{number}: {balance} dengan {percent} selama {days} hari ({from} sampai {to})',
  },
  payment: {
    title: 'Pembayaran',
    account: '{currency}: {account}',
    reference: 'Mohon cantumkan nomor faktur sebagai referensi pembayaran.',
  },
  crossed:
    'Surat ini memperhitungkan pembayaran yang kami terima sampai {day}. Jika Anda sudah membayar setelah itu, tidak ada yang perlu dilakukan.',
  mail: {
    subject: '{title} dari {seller}',
    greeting: 'Halo,',
    attached: 'Terlampir surat “{title}” tanggal {day}. Surat ini memuat faktur berikut:',
    document: '{number}, jatuh tempo {due}: terutang {amount}',
    open: 'Lihat faktur Anda di portal pelanggan:',
    questions: '{seller}\nPertanyaan tentang surat ini: {email}',
  },
};
