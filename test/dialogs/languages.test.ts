/** A person who writes a language that the bot does not speak is told so once, in that language. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const greetings: [language: string, message: string, says: string][] = [
  ["German", "Das Wetter ist heute wirklich schön und die Sonne scheint", "nur auf Englisch"],
  ["French", "Il fait vraiment très beau aujourd'hui et le soleil brille", "qu'en anglais"],
  ["Spanish", "Buenos días, mi ordenador hoy no quiere hacer nada de nada", "solo respondo en inglés"],
  ["Portuguese", "Bom dia, o meu computador hoje não quer fazer absolutamente nada", "só respondo em inglês"],
  ["Italian", "Buongiorno, oggi il mio computer purtroppo non vuole fare più niente", "solo in inglese"],
  ["Dutch", "Goedemorgen, mijn computer wil vandaag helaas helemaal niets meer doen", "alleen in het Engels"],
  ["Polish", "Dzień dobry, mój komputer dzisiaj niestety nie chce już nic zrobić", "tylko po angielsku"],
  ["Russian", "Доброе утро, мой компьютер сегодня ничего не хочет делать", "только по-английски"],
  ["Turkish", "Günaydın, bilgisayarım bugün maalesef hiçbir şey yapmak istemiyor", "yalnızca İngilizce"],
  ["Japanese", "おはようございます、今日は私のパソコンが何もしてくれません", "英語でしか"],
  ["Chinese", "早上好，我的电脑今天什么都不想做，请帮帮我", "只能用英语回答"],
  ["Korean", "안녕하세요, 오늘 제 컴퓨터가 아무것도 하려고 하지 않습니다", "영어로만"],
];

test.each(greetings)("%s", async (language, message, says) => {
  const desk = await openDesk({ treeFile: embeddedTree });
  await desk.chat.user(message);
  desk.chat.bot(says, "What does the window say?");
  await desk.chat.user(message);
  desk.chat.botDoesNotSay(says);
  desk.chat.bot("a technician can take over", "1. Hand over");
  await desk.chat.user("yes");
  const [ticket] = await desk.tickets();
  expect(ticket?.reason.text).toContain(`The person writes in ${language}.`);
});

test("an error window is read in any language, whatever was said before", async () => {
  const desk = await openDesk({ treeFile: embeddedTree });
  await desk.chat.user("Доброе утро, мой компьютер сегодня ничего не хочет делать");
  await desk.chat.user("エラー コード: 0x904\n拡張エラー コード: 0x7");
  desk.chat.bot("I read: 0x904/0x7");
});
