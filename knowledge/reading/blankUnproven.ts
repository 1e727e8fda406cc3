/** Blanks verdicts that prove nothing, because a command failed before them. "NOTHING FOUND" is also printed if Windows refused to search. */
import { blankLines, splitOutput } from "./splitOutput.ts";

// PowerShell 5 prints these two lines in English on every Windows. The sentences are those of cmd and PowerShell in English,
// German, French, Spanish, Portuguese, Italian, Japanese, Chinese and Russian.
const failures = [
  String.raw`^[ \t>]*\+ (?:CategoryInfo|FullyQualifiedErrorId)\s*:`,
  String.raw`access (?:to [^\n]{1,120} )?(?:is )?denied|zugriff [^\n]{0,120}verweigert|acc[èe]s [^\n]{0,120}refus[ée]|acceso [^\n]{0,120}denegado|deneg[óo] el acceso|acesso [^\n]{0,120}negado|accesso [^\n]{0,120}negato|アクセス[^\n]{0,40}拒否|拒绝访问|访问被拒绝|отказано в доступе`,
  "unauthorized operation|nicht autorisierten vorgang|opération non autorisée|operación no autorizada|operação não autorizada|operazione non autorizzata|許可されていない操作|未经授权的操作|несанкционированную операцию",
  "is not recognized as (?:the|a) name of|wurde nicht als name eines cmdlet|n'est pas reconnue? comme nom d|no se reconoce como nombre de|não é reconhecido como (?:o )?nome de|riconosciuto come nome di cmdlet|の名前として認識されません|识别为 ?cmdlet|не распознано как имя командлета",
  "is not recognized as an internal|ist entweder falsch geschrieben oder|n'est pas reconnu en tant que commande|no se reconoce como un comando|não é reconhecido como um comando|riconosciuto come comando interno|内部コマンドまたは外部コマンド|不是内部或外部命令|не является внутренней или внешней",
  "running scripts is disabled|ausführung von skripts|l'exécution de scripts est désactivée|ejecución de scripts está deshabilitada|execução de scripts foi desabilitada|esecuzione di script è disabilitata|スクリプトの実行が無効|禁止运行脚本|выполнение сценариев отключено",
  "because it does not exist|da er nicht vorhanden ist|car il n'existe pas|porque no existe|porque ele não existe|perché non esiste|存在しないため検出できません|因为该路径不存在|так как он не существует",
  "not in the sudoers file|sudoers",
];
const failure = new RegExp(failures.join("|"), "imu");

// These verdicts also come out when a command inside the check gave nothing because it failed.
const unproven =
  /^\s*(?:NOTHING FOUND|REACHED: NO|BOUND: (?:NONE|GONE)|CERTIFICATE: (?:MISSING|FINE)|(?:RD )?SERVICES: RUNNING|LISTENER: NOT-LISTENING|NOTHING LISTENS|OTHER PROGRAM|SERVICE FILE|(?:SETTINGS|TLS): ORDINARY|DOMAIN: (?:NONE|CHANNEL-BAD)|KEY RIGHTS: FOLDER|CLIENT LOG: (?:NOTHING|PLAIN)|PINGS:|FIREWALL:|SESSIONS: FREE|GATEWAY LOG: NOTHING|LINUX LOG: NO(?:THING| CERTIFICATE))/;

/** The text with spaces in place of such verdicts. Places stay the same. */
export function blankUnproven(text: string): string {
  const place = failure.exec(text.replace(/[\u2018\u2019]/g, "'"))?.index;
  if (place === undefined) return text;
  return blankLines(
    text,
    splitOutput(text).filter((line) => unproven.test(line.text) && (line.pieces[0]?.at ?? 0) >= place),
  );
}
