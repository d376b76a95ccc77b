/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pasting.h"

/* What is wanted has a line for each item: kind, source, line, what is shown, and the note. */
static const struct
{
  const char *name;
  const char *text;
  const char *want;
} rows[] = {
  /* One ID */
  { "bare", ID1, "video bare 1 " ID1 "\n" },
  { "bare with blanks", "  \t" ID1 " \r\n\n", "video bare 1 " ID1 "\n" },
  { "below blank lines", "\n\r\n\r" ID1, "video bare 4 " ID1 "\n" },
  { "e-mail for account", MAIL_ID, "video bare 1 " MAIL_ID "\n" },
  { "name for account", "user:1-minimax:studio.b_2-video:5",
    "video bare 1 user:1-minimax:studio.b_2-video:5\n" },
  { "marker twice", "user:1-minimax:a-video:b-video:5",
    "video bare 1 user:1-minimax:a-video:b-video:5\n" },
  { "quotes", "\"" ID1 "\"", "video bare 1 " ID1 "\n" },
  { "single quotes", "'" ID1 "'", "video bare 1 " ID1 "\n" },
  { "back quotes", "`" ID1 "`", "video bare 1 " ID1 "\n" },
  { "code block", "```\n" ID1 "\n```", "video bare 2 " ID1 "\n" },
  { "curly quotes", "“" ID1 "”", "video bare 1 " ID1 "\n" },
  { "low and high quotes", "„" ID1 "“", "video bare 1 " ID1 "\n" },
  { "guillemets", "« " ID1 " »", "video bare 1 " ID1 "\n" },
  { "corner brackets", "「" ID1 "」", "video bare 1 " ID1 "\n" },
  { "fullwidth quotes", "＂" ID1 "＂，", "video bare 1 " ID1 "\n" },
  { "trailing comma", ID1 ",", "video bare 1 " ID1 "\n" },
  { "trailing semicolon", ID1 ";", "video bare 1 " ID1 "\n" },
  { "quote and comma", "\"" ID1 "\",", "video bare 1 " ID1 "\n" },
  { "full stop", "It is " ID1 ".", "video bare 1 " ID1 "\n" },
  { "angle brackets", "<" ID1 ">", "video bare 1 " ID1 "\n" },
  { "round brackets", "(" ID1 ")", "video bare 1 " ID1 "\n" },
  { "bold", "**" ID1 "**", "video bare 1 " ID1 "\n" },
  { "italic", "_" ID1 "_", "video bare 1 " ID1 "\n" },
  { "bullet", "- " ID1, "video bare 1 " ID1 "\n" },
  { "numbered", "1. " ID1, "video bare 1 " ID1 "\n" },
  { "check box", "- [ ] " ID1, "video bare 1 " ID1 "\n" },
  { "quoted mail", "> " ID1, "video bare 1 " ID1 "\n" },
  { "label", "id: " ID1, "video bare 1 " ID1 "\n" },
  { "label without blank", "videoId:" ID1, "video bare 1 " ID1 "\n" },
  { "assignment", "VIDEO=" ID1, "video bare 1 " ID1 "\n" },
  { "byte order mark", "\ufeff" ID1, "video bare 1 " ID1 "\n" },
  { "zero width", "\u200b" ID1 "\u200b", "video bare 1 " ID1 "\n" },
  { "isolates as the window shows", "\u2066" ID1 "\u2069", "video bare 1 " ID1 "\n" },
  { "blank that does not break", "\u00a0" ID1 "\u00a0", "video bare 1 " ID1 "\n" },
  { "escaped colons", "user%3A1234-minimax%3A331-video%3A402",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "escaped in small letters", "user%3a1234-minimax%3a331-video%3a402",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "escaped at", "user%3A7-minimax%3Aj%40m.example-video%3A5",
    "video bare 1 user:7-minimax:j@m.example-video:5\n" },
  { "escaped plus", "user%3A7-minimax%3Aj%2Bk-video%3A5",
    "video bare 1 user:7-minimax:j+k-video:5\n" },

  /* Names of files */
  { "file name", "user_1234-minimax_331-video_402.mp4",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "file name without suffix", "user_1234-minimax_331-video_402",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "second file", "user_1234-minimax_331-video_402 (2).mp4",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "file name with a word", "user_1234-minimax_331-video_402_cover.jpg",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "part file", "user_1234-minimax_331-video_402.mp4.part",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "file name with underscore", "user_1-minimax_a_b-video_402.mp4",
    "video bare 1 user:1-minimax:a_b-video:402\n" },
  { "path", "/home/jane/Videos/user_1234-minimax_331-video_402.mp4",
    "video link 1 user:1234-minimax:331-video:402\n" },
  { "path on Windows", "C:\\Videos\\user_1234-minimax_331-video_402.mp4",
    "video bare 1 user:1234-minimax:331-video:402\n" },
  { "file link", "file:///home/jane/user_1234-minimax_331-video_402.mp4",
    "video link 1 user:1234-minimax:331-video:402\n" },
  { "file name with colons", ID1 ".mp4", "video bare 1 " ID1 "\n" },

  /* Links */
  { "H3 request link", BASE ID1, "video link 1 " ID1 "\n" },
  { "H3 plain http", "http://api.useapi.net/v1/minimax/videos/" ID1, "video link 1 " ID1 "\n" },
  { "H3 query", BASE ID1 "?token=" TOKEN, "video link 1 " ID1 "\n" },
  { "H3 fragment", BASE ID1 "#top", "video link 1 " ID1 "\n" },
  { "H3 trailing slash", BASE ID1 "/", "video link 1 " ID1 "\n" },
  { "H3 escaped link", BASE "user%3A1234-minimax%3A331-video%3A402",
    "video link 1 user:1234-minimax:331-video:402\n" },
  { "H3 other host", "https://evil.example/v1/minimax/videos/" ID1, "video link 1 " ID1 "\n" },
  { "H3 host before the link's", "https://" TOKEN "@evil.example/x/" ID1,
    "video link 1 " ID1 "\n" },
  { "H3 no scheme", "api.useapi.net/v1/minimax/videos/" ID1, "video link 1 " ID1 "\n" },
  { "H3 path only", "GET /v1/minimax/videos/" ID1 " HTTP/1.1", "video link 1 " ID1 "\n" },
  { "H3 markdown link", "[fox](" BASE ID1 ")", "video link 1 " ID1 "\n" },
  { "H3 link in angle brackets", "<" BASE ID1 ">,", "video link 1 " ID1 "\n" },
  { "H3 link at the end of a sentence", "See " BASE ID1 ".", "video link 1 " ID1 "\n" },
  { "H3 link in bold", "**" BASE ID1 "**", "video link 1 " ID1 "\n" },
  { "H3 HTML", "<a href=\"" BASE ID1 "\">fox</a>", "video link 1 " ID1 "\n" },
  { "H3 ID in a query", "https://x.example/?id=" ID1, "other-link link 1 https://x.example/\n" },
  { "H3 ID as host", "https://" ID1 "/", "other-link link 1 https://" ID1 "/\n" },
  { "list call", BASE "?account=331", "other-link link 1 " BASE "\n" },
  { "token in a link", BASE TOKEN, "token link 1 " MASKED "\n" },
  { "file ID in a link", BASE FILE_ID, "file link 1 " BASE FILE_ID "\n" },
  { "page", "https://hailuoai.video/share/video/402000000000000025?source=" SECRET,
    "page link 1 https://hailuoai.video/share/video/402000000000000025\n" },
  { "page with www", "https://www.hailuoai.com/video/1",
    "page link 1 https://www.hailuoai.com/video/1\n" },
  { "page without scheme", "hailuoai.video/share/abc?sig=x",
    "page link 1 hailuoai.video/share/abc\n" },
  { "no page", "https://nothailuoai.video/a", "other-link link 1 https://nothailuoai.video/a\n" },
  { "media link", CDN "?Expires=1&Signature=" SECRET, "media-link link 1 " CDN "\n" },
  { "cover with commas",
    "https://cdn.hailuoai.video/a.jpeg?x-oss-process=image/resize,w_540/format,webp",
    "media-link link 1 https://cdn.hailuoai.video/a.jpeg\n" },
  { "media of another host", "http://media.example/a.MP4",
    "media-link link 1 http://media.example/a.MP4\n" },
  { "media path in Chinese", "https://cdn.hailuoai.com/视频/封面.png",
    "media-link link 1 https://cdn.hailuoai.com/视频/封面.png\n" },
  { "other link with password", "https://jane:pw@x.example/a",
    "other-link link 1 https://x.example/a\n" },
  { "other link", "look at https://x.example/a today", "other-link link 1 https://x.example/a\n" },

  /* Several */
  { "a line each", ID1 "\n" ID2 "\n" ID3,
    "video bare 1 " ID1 "\nvideo bare 2 " ID2 "\nvideo bare 3 " ID3 "\n" },
  { "old line ends", ID1 "\r" ID2 "\r\n" ID3,
    "video bare 1 " ID1 "\nvideo bare 2 " ID2 "\nvideo bare 3 " ID3 "\n" },
  { "blanks between", ID1 " " ID2 "\t" ID3,
    "video bare 1 " ID1 "\nvideo bare 1 " ID2 "\nvideo bare 1 " ID3 "\n" },
  { "commas between", ID1 "," ID2 ", " ID3,
    "video bare 1 " ID1 "\nvideo bare 1 " ID2 "\nvideo bare 1 " ID3 "\n" },
  { "Chinese commas between", ID1 "，" ID2 "、" ID3,
    "video bare 1 " ID1 "\nvideo bare 1 " ID2 "\nvideo bare 1 " ID3 "\n" },
  { "links with commas between", BASE ID1 "," BASE ID2 "?a=b," BASE ID3,
    "video link 1 " ID1 "\nvideo link 1 " ID2 "\nvideo link 1 " ID3 "\n" },
  { "the same twice", ID1 "\n" ID2 "\n" BASE ID1, "video bare 1 " ID1 "\nvideo bare 2 " ID2 "\n" },
  { "the same escaped", ID1 "\nuser%3A1234-minimax%3A331000000000000001-video%3A402000000000000025",
    "video bare 1 " ID1 "\n" },
  { "as in the window", BASE ID1 "\n" ID2 ",Paper boats\n" ID3 "\n" TOKEN "\n\n" FILE_ID,
    "video link 1 " ID1 "\nvideo list 2 " ID2 " (Paper boats)\nvideo bare 3 " ID3 "\ntoken bare 4 "
    MASKED "\nfile bare 6 " FILE_ID "\n" },
  { "words around an ID", "Yesterday I made " ID1 " with 12 others, see https://x.example/",
    "video bare 1 " ID1 "\n" },
  { "table", "| " ID1 " | 402000000000000025 | " CDN " |", "video bare 1 " ID1 "\n" },
  { "bad among good", ID1 ", " FILE_ID ", " ID2,
    "video bare 1 " ID1 "\nfile bare 1 " FILE_ID "\nvideo bare 1 " ID2 "\n" },

  /* With a prompt */
  { "prompt", ID1 ",A red fox, running", "video list 1 " ID1 " (A red fox, running)\n" },
  { "prompt in quotes", ID1 ",\"A \"\"red\"\" fox, running\",done",
    "video list 1 " ID1 " (A \"red\" fox, running)\n" },
  { "all in quotes", "\"" ID1 "\",\"A red fox\"", "video list 1 " ID1 " (A red fox)\n" },
  { "prompt behind a tab", ID1 "\tA red fox, running\tdone",
    "video list 1 " ID1 " (A red fox, running)\n" },
  { "prompt in Chinese", ID1 ",水墨山水，一叶扁舟", "video list 1 " ID1 " (水墨山水，一叶扁舟)\n" },
  { "prompt with a number", ID1 ",12 foxes", "video list 1 " ID1 " (12 foxes)\n" },
  { "prompt with markup", ID1 ",<b>fox</b>\x1b", "video list 1 " ID1 " (<b>fox</b>)\n" },
  { "prompt with a token", ID1 ",fox " TOKEN,
    "video list 1 " ID1 " (fox " MASKED ")\ntoken bare 1 " MASKED "\n" },
  { "prompt with a query", ID1 ",fox as in https://x.example/a?sig=" SECRET,
    "video list 1 " ID1 " (fox as in https://x.example/a)\n" },
  { "link and prompt", BASE ID1 ",A red fox", "video link 1 " ID1 " (A red fox)\n" },
  { "no prompt in a sentence", "I made " ID1 ", and then slept", "video bare 1 " ID1 "\n" },
  { "bullet and prompt", "* " ID1 ", A red fox", "video list 1 " ID1 " (A red fox)\n" },
  { "prompt comes later", ID1 "\n" ID1 ",A red fox", "video list 1 " ID1 " (A red fox)\n" },
  { "no prompt", ID1 ", \n", "video bare 1 " ID1 "\n" },

  /* JSON */
  { "H3 JSON",
    "{\"id\":\"402\",\"desc\":\"A red fox\",\"originFiles\":[{\"id\":\"" FILE_ID "\",\"url\":\"" CDN
    "\"}],\"videoId\":\"" ID1 "\"}", "video json 1 " ID1 " (A red fox)\n" },
  { "JSON over lines",
    "{\n  \"id\": \"402\",\n  \"desc\": \"A red fox\",\n  \"originFiles\": [\n    {\n"
    "      \"id\": \"" FILE_ID "\"\n    }\n  ],\n  \"percent\": 100,\n  \"videoId\": \"" ID1
    "\"\n}\n", "video json 10 " ID1 " (A red fox)\n" },
  { "JSON list",
    "[{\"videoId\":\"" ID1 "\",\"desc\":\"one\"},{\"videoId\":\"" ID2 "\",\"desc\":\"two\"}]",
    "video json 1 " ID1 " (one)\nvideo json 1 " ID2 " (two)\n" },
  { "JSON object of a list",
    "{\"more\":true,\"videos\":[{\"videoId\":\"" ID1 "\"},{\"videoId\":\"" ID2
    "\"}],\"desc\":\"none of theirs\"}", "video json 1 " ID1 "\nvideo json 1 " ID2 "\n" },
  { "JSON strings", "[\"" ID1 "\", \"" ID2 "\"]", "video json 1 " ID1 "\nvideo json 1 " ID2 "\n" },
  { "JSON a line each", "{\"videoId\":\"" ID1 "\"}\n{\"error\":\"no\"}\n{\"videoId\":\"" ID2 "\"}",
    "video json 1 " ID1 "\nunknown json 2 {\"error\":\"no\"}\nvideo json 3 " ID2 "\n" },
  { "JSON in a string",
    "\"{\\\"videoId\\\":\\\"" ID1 "\\\",\\\"desc\\\":\\\"A \\\\\\\"red\\\\\\\" fox\\\"}\"",
    "video json 1 " ID1 " (A \"red\" fox)\n" },
  { "JSON in JSON", "{\"body\":\"{\\\"videoId\\\":\\\"" ID1 "\\\"}\"}", "video json 1 " ID1 "\n" },
  { "JSON in single quotes", "'{\"videoId\":\"" ID1 "\"}'", "video json 1 " ID1 "\n" },
  { "JSON behind a word",
    "Answer: {\"videoId\":\"" ID1 "\",\"originFiles\":[{\"id\":\"" FILE_ID "\"}]} in 3 s",
    "video json 1 " ID1 "\n" },
  { "JSON and lines", "{\"videoId\":\"" ID1 "\"}\n" ID2 "\n" FILE_ID,
    "video json 1 " ID1 "\nvideo bare 2 " ID2 "\nfile bare 3 " FILE_ID "\n" },
  { "JSON lines of an object",
    "    \"desc\": \"A red fox\",\n    \"videoId\": \"" ID1 "\",\n    \"status\": 2,\n  },",
    "video json 2 " ID1 " (A red fox)\n" },
  { "JSON cut off", "{\"videoId\":\"" ID1 "\",\"originFiles\":[{\"id\":\"",
    "video json 1 " ID1 "\n" },
  { "JSON without its end, and a line", "{\"videoId\":\"" ID1 "\",\n" ID2,
    "video json 1 " ID1 "\nvideo bare 2 " ID2 "\n" },
  { "JSON escapes",
    "{\"videoId\":\"user\\u003a1-minimax:2-video:3\",\"desc\":\"\\u6c34\\ud83e\\udd8a\\n<b>\\/\"}",
    "video json 1 user:1-minimax:2-video:3 (水🦊 <b>/)\n" },
  { "JSON escaped link",
    "{\"url\":\"https:\\/\\/api.useapi.net\\/v1\\/minimax\\/videos\\/" ID1 "\"}",
    "video json 1 " ID1 "\n" },
  { "JSON half a pair and a NUL", "{\"videoId\":\"" ID1 "\",\"desc\":\"a\\ud83eb\\u0000c\"}",
    "video json 1 " ID1 " (a\ufffdb\ufffdc)\n" },
  { "JSON NUL in the ID", "{\"videoId\":\"" ID1 "\\u0000x\"}", "bad json 1 " ID1 "\\u0000x\n" },
  { "JSON backslash at the end", "{\"desc\":\"a\\\\\",\"videoId\":\"" ID1 "\"}",
    "video json 1 " ID1 " (a\\)\n" },
  { "JSON empty prompt", "{\"videoId\":\"" ID1 "\",\"desc\":\"\"}", "video json 1 " ID1 "\n" },
  { "JSON message", "{\"error\":\"Video " ID1 " was not found\"}", "video json 1 " ID1 "\n" },
  { "JSON of files only", "{\"files\":[{\"id\":\"" FILE_ID "\"}]}", "file json 1 " FILE_ID "\n" },
  { "JSON of images only", "[{\"imageId\":\"" IMAGE_ID "\"}]", "image json 1 " IMAGE_ID "\n" },
  { "JSON with a token", "{\"token\":\"" TOKEN "\",\"videoId\":\"" ID1 "\"}",
    "token json 1 " MASKED "\nvideo json 1 " ID1 "\n" },
  { "JSON header with a token", "{\"Authorization\": \"Bearer " SECRET "\"}",
    "unknown json 1 {\"Authorization\": \"Bearer " DOTS "\"}\n" },
  { "JSON without a video", "{\"error\":\"no\"}", "unknown json 1 {\"error\":\"no\"}\n" },
  { "object of a program", "{id: '" ID1 "', status: 2}", "video bare 1 " ID1 "\n" },

  /* Commands */
  { "curl", "curl -H 'Authorization: Bearer " TOKEN "' '" BASE ID1 "'", "video curl 1 " ID1 "\n" },
  { "curl over lines",
    "$ curl \\\n  -H \"Authorization: Bearer " TOKEN "\" \\\n  " BASE ID1 "\n" ID2,
    "video curl 3 " ID1 "\nvideo bare 4 " ID2 "\n" },
  { "curl in cmd.exe", "curl.exe ^\r\n -H \"Authorization: Bearer " TOKEN "\" ^\r\n " BASE ID1,
    "video curl 3 " ID1 "\n" },
  { "curl and its answer",
    "curl -s " BASE ID1 " -H 'Authorization: Bearer " TOKEN "'\n{\"videoId\":\"" ID1
    "\",\"desc\":\"fox\"}", "video curl 1 " ID1 " (fox)\n" },
  { "curl that makes a video",
    "curl -X POST -d '{\"prompt\":\"fox\"}' -H 'Authorization: Bearer " TOKEN "' " BASE "create",
    "other-link curl 1 " BASE "create\n" },
  { "curl without a link", "curl -u " SECRET ":", "unknown curl 1 curl …\n" },
  { "curl with a file ID", "curl " BASE FILE_ID, "file curl 1 " BASE FILE_ID "\n" },
  { "header alone", "Authorization: Bearer " TOKEN, "token bare 1 " MASKED "\n" },
  { "header of another shape", "authorization: bearer abc.def", "token bare 1 " DOTS "\n" },

  /* What is none */
  { "nothing", "", "" },
  { "blanks", " \t\r\n\u00a0\ufeff", "" },
  { "token", TOKEN, "token bare 1 " MASKED "\n" },
  { "token in quotes", "\"" TOKEN "\",", "token bare 1 " MASKED "\n" },
  { "token escaped", "user%3A1234-" SECRET, "token bare 1 " DOTS "\n" },
  { "token behind a name", "TOKEN=" TOKEN, "token bare 1 " MASKED "\n" },
  { "token of letters", "user:1-abcdefghijklmnopqrstuv", "token bare 1 user:1-" DOTS "\n" },
  { "secret without its user", SECRET, "unknown bare 1 " DOTS "\n" },
  { "token in words", "x" TOKEN "y", "unknown bare 1 xuser:1234-" DOTS "\n" },
  { "file ID", FILE_ID, "file bare 1 " FILE_ID "\n" },
  { "file ID as the window shortens it", "…-file:601", "file bare 1 …-file:601\n" },
  { "image ID", IMAGE_ID, "image bare 1 " IMAGE_ID "\n" },
  { "number", "402000000000000025", "number bare 1 402000000000000025\n" },
  { "short number", "12", "number bare 1 12\n" },
  { "number in words", "video 402000000000000025 please", "number bare 1 402000000000000025\n" },
  { "words with a number", "12 foxes", "unknown bare 1 12 foxes\n" },
  { "words", "A red fox", "unknown bare 1 A red fox\n" },
  { "words with a turn", "A \u202ered\u202c fox\x07", "unknown bare 1 A red fox\n" },
  { "signs", "\n---\n", "unknown bare 2 ---\n" },
  { "empty list", "[]", "unknown bare 1 []\n" },
  { "cut before the video", ACCOUNT, "bad bare 1 " ACCOUNT "\n" },
  { "no number", ACCOUNT "-video:", "bad bare 1 " ACCOUNT "-video:\n" },
  { "no account", "user:1-minimax:-video:5", "bad bare 1 user:1-minimax:-video:5\n" },
  { "no user", "minimax:331-video:402", "bad bare 1 minimax:331-video:402\n" },
  { "user only", "user:1234", "bad bare 1 user:1234\n" },
  { "cut as the window shortens it", "…331000000000000001-video:402",
    "bad bare 1 …331000000000000001-video:402\n" },
  { "other service", "user:1-kling:331-task:402", "bad bare 1 user:1-kling:331-task:402\n" },
  { "letters behind the number", ID1 "x", "bad bare 1 " ID1 "x\n" },
  { "H4 secret behind the number", ID1 "/" SECRET, "bad bare 1 " ID1 "/" DOTS "\n" },
  { "H4 halves of a secret stay apart", "x \u202eaB3dE5gH7j\u202eK9mN1pQ3sT5v",
    "unknown bare 1 x aB3dE5gH7j K9mN1pQ3sT5v\n" },
  { "two in one", ID1 ID2, "bad bare 1 " ID1 ID2 "\n" },
  { "H2 slash", ACCOUNT "-video:402/5", "bad bare 1 " ACCOUNT "-video:402/5\n" },
  { "H2 slash at the end", ID1 "/", "bad bare 1 " ID1 "/\n" },
  { "H2 two slashes", "user:1//x-minimax:2-video:3", "bad bare 1 user:1//x-minimax:2-video:3\n" },
  { "H2 up a folder", "../" ID1, "bad bare 1 ../" ID1 "\n" },
  { "H2 up a folder behind", ID1 "/..", "bad bare 1 " ID1 "/..\n" },
  { "H2 up a folder in a link", BASE ID1 "/..", "bad link 1 " BASE ID1 "/..\n" },
  { "H2 only up", "../x", "unknown bare 1 ../x\n" },
  { "H2 dot", ".", "unknown bare 1 .\n" },
  { "H2 two dots", "..", "unknown bare 1 ..\n" },
  { "H2 question mark", ID1 "?x=1", "bad bare 1 " ID1 "?x\n" },
  { "H2 number sign", ID1 "#x", "bad bare 1 " ID1 "#x\n" },
  { "H2 percent 2f", ID1 "%2f..", "bad bare 1 " ID1 "%2f..\n" },
  { "H2 percent 2f in a link", BASE ID1 "%2F..", "bad link 1 " BASE ID1 "%2F..\n" },
  { "H2 percent 00", ID1 "%00", "bad bare 1 " ID1 "%00\n" },
  { "H2 percent twice", "user%253A1-minimax%253A2-video%253A3",
    "bad bare 1 user%253A1-minimax%253A2-video%253A3\n" },
  { "H2 percent alone", ID1 "%", "bad bare 1 " ID1 "%\n" },
  { "H2 percent above 7f", ID1 "%c3%a9", "bad bare 1 " ID1 "%c3%a9\n" },
  { "H2 blank", "user:1-minimax:33 1-video:4",
    "bad bare 1 user:1-minimax:33\nbad bare 1 1-video:4\n" },
  { "H2 line end", "user:1-minimax:331\r\n-video:402",
    "bad bare 1 user:1-minimax:331\nbad bare 2 -video:402\n" },
  { "H2 zero width inside", "user:1-minimax:3\u200b31-video:402",
    "bad bare 1 user:1-minimax:3\nbad bare 1 31-video:402\n" },
  { "H2 control", "user:1-minimax:3\x01" "1-video:402",
    "bad bare 1 user:1-minimax:3 1-video:402\n" },
  { "H2 delete", ID1 "\x7f", "bad bare 1 " ID1 "\n" },
  { "H2 not ASCII", "user:1-minimax:é-video:402", "bad bare 1 user:1-minimax:é-video:402\n" },
  { "H2 fullwidth colons", "user：1-minimax：2-video：3", "bad bare 1 user：1-minimax：2-video：3\n" },
  { "H2 invalid UTF-8", "user:1-minimax:\xff-video:402",
    "bad bare 1 user:1-minimax:\ufffd-video:402\n" },
  { "H2 at", "user:1-minimax:@-video:402", "video bare 1 user:1-minimax:@-video:402\n" },
  { "H2 at for the user", "user:1@evil.example/-minimax:2-video:3",
    "bad bare 1 user:1@evil.example/-minimax:2-video:3\n" },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) items = rushes_video_id_parse (rows[i].text, -1);
      g_autofree char *found = pasting_describe (items);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (found, ==, rows[i].want);
      pasting_assert_sound (items);
    }
}

/* NULs do not end what has a length. */
static void
test_parse_nul (void)
{
  static const char text[] = ID1 "\0x\n" ID2 "\n\0\n" FILE_ID;
  g_autoptr(GPtrArray) items = rushes_video_id_parse (text, sizeof text - 1);
  g_autoptr(GPtrArray) first = rushes_video_id_parse (text, -1);
  g_autofree char *found = pasting_describe (items);

  g_assert_cmpstr (found, ==, "bad bare 1 " ID1 " x\nvideo bare 2 " ID2 "\n"
                              "unknown bare 3 \nfile bare 4 " FILE_ID "\n");
  g_assert_cmpuint (first->len, ==, 1);
}

static const struct
{
  const char *name;
  const char *id;
  const char *account; /* NULL when it is none */
  const char *number;
} id_rows[] = {
  { "plain", ID1, "331000000000000001", "402000000000000025" },
  { "e-mail", MAIL_ID, "jane.doe+ai_1@mail.example", "402000000000000028" },
  { "first and last marker", "user:1-minimax:a-minimax:b-video:c-video:5", "a-minimax:b-video:c",
    "5" },
  { "one sign each", "user:1-minimax:a-video:5", "a", "5" },
  { "letters for number", "user:1-minimax:a-video:b", NULL, NULL },
  { "absent", NULL, NULL, NULL },
  { "empty", "", NULL, NULL },
  { "token", TOKEN, NULL, NULL },
  { "file", FILE_ID, NULL, NULL },
  { "number", "402000000000000025", NULL, NULL },
  { "H2 dot", ".", NULL, NULL },
  { "H2 two dots", "..", NULL, NULL },
  { "H2 slash", "user:1-minimax:a/b-video:5", NULL, NULL },
  { "H2 question mark", ID1 "?", NULL, NULL },
  { "H2 number sign", ID1 "#", NULL, NULL },
  { "H2 percent", "user%3A1-minimax%3Aa-video%3A5", NULL, NULL },
  { "H2 blank", ID1 " ", NULL, NULL },
  { "H2 line end", ID1 "\n", NULL, NULL },
  { "H2 not ASCII", "user:1-minimax:é-video:5", NULL, NULL },
  { "H2 dot for number", "user:1-minimax:a-video:.", NULL, NULL },
  { "two in one", ID1 ID2, NULL, NULL },
  { "no user number", "user:-minimax:a-video:5", NULL, NULL },
  { "capitals", "USER:1-MINIMAX:a-VIDEO:5", NULL, NULL },
  { "quotes", "\"" ID1 "\"", NULL, NULL },
};

static void
test_valid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (id_rows); i++)
    {
      g_autofree char *account = rushes_video_id_dup_account (id_rows[i].id);
      g_autofree char *number = rushes_video_id_dup_number (id_rows[i].id);

      g_test_message ("%s", id_rows[i].name);
      g_assert_cmpint (rushes_video_id_is_valid (id_rows[i].id), ==, id_rows[i].account != NULL);
      g_assert_cmpstr (account, ==, id_rows[i].account);
      g_assert_cmpstr (number, ==, id_rows[i].number);
    }
}

/* Cuts, doubles, swaps and spoils pieces of a text. */
static void
mutate (GRand   *rand,
        GString *text)
{
  static const char *const pieces[] = { "\"", "\\", "\n", "{", "}", "[", "]", ",", ":", "%", "/",
                                        " ", "\xff", "\u202e", "://", "?", "Bearer ", "curl ",
                                        "user:1-", "-video:", "\\\n", "\\u0000", "@", "_" };
  gsize at = g_rand_int_range (rand, 0, text->len + 1);
  gsize wish = g_rand_int_range (rand, 1, 24);
  gsize length = MIN (wish, text->len - at);
  g_autofree char *piece = g_strndup (text->str + at, length);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_string_erase (text, at, length);
      break;
    case 1:
      g_string_insert (text, g_rand_int_range (rand, 0, text->len + 1), piece);
      break;
    case 2:
      if (at < text->len)
        text->str[at] = g_rand_int_range (rand, 0, 256);
      break;
    default:
      g_string_insert (text, at, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      break;
    }
}

static void
test_robust (void)
{
  for (guint32 seed = 1; seed <= 20000; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      const char *good = rows[g_rand_int_range (rand, 0, G_N_ELEMENTS (rows))].text;
      const char *other = rows[g_rand_int_range (rand, 0, G_N_ELEMENTS (rows))].text;
      g_autoptr(GString) text = g_string_new (good);
      g_autoptr(GPtrArray) items = NULL;

      g_string_append (text, other);
      for (int n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        mutate (rand, text);

      items = rushes_video_id_parse (text->str, text->len);
      pasting_assert_sound (items);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/video-id/H2-H3-parse", test_parse);
  g_test_add_func ("/video-id/H2-parse-nul", test_parse_nul);
  g_test_add_func ("/video-id/valid", test_valid);
  g_test_add_func ("/video-id/robust", test_robust);

  return g_test_run ();
}
