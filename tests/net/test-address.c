/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-address.h"

#include "rushes-error.h"

#include <libsoup/soup.h>

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"

static const struct
{
  const char *name;
  const char *url;
  const char *want; /* the address of the video 1; NULL where nothing may be asked */
} rows[] = {
  { "default", "https://api.useapi.net/v1/minimax",
    "https://api.useapi.net/v1/minimax/videos/" },
  { "slash at the end", "https://api.useapi.net/v1/minimax/",
    "https://api.useapi.net/v1/minimax/videos/" },
  { "slashes at the end", "https://api.useapi.net/v1///", "https://api.useapi.net/v1/videos/" },
  { "no path", "https://h", "https://h/videos/" },
  { "path of a slash", "https://h/", "https://h/videos/" },
  { "port", "https://h:8443/a", "https://h:8443/a/videos/" },
  { "default port", "https://h:443/a", "https://h/a/videos/" },
  { "capitals", "HTTPS://H.example/A", "https://H.example/A/videos/" },
  { "IPv6", "https://[2001:db8::1]/a", "https://[2001:db8::1]/a/videos/" },
  { "escaped path stays", "https://h/a%2Fb", "https://h/a%2Fb/videos/" },
  { "not ASCII", "https://h/vidéos", "https://h/vid%C3%A9os/videos/" },
  { "dots", "https://h/v1/../v2", "https://h/v2/videos/" },
  { "dots at the end", "https://h/v1/..", "https://h/videos/" },
  { "dots that lead out", "https://h/../../v1", "https://h/v1/videos/" },
  { "loopback", "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/videos/" },
  { "loopback, other", "http://127.9.9.9/v1", "http://127.9.9.9/v1/videos/" },
  { "loopback, IPv6", "http://[::1]:8080/v1", "http://[::1]:8080/v1/videos/" },
  { "localhost", "http://localhost/v1", "http://localhost/v1/videos/" },
  { "localhost in capitals", "http://LocalHost/v1", "http://LocalHost/v1/videos/" },
  { "loopback over TLS", "https://127.0.0.1/v1", "https://127.0.0.1/v1/videos/" },

  { "A3 plain", "http://api.useapi.net/v1/minimax", NULL },
  { "plain, private", "http://192.168.1.1/v1", NULL },
  { "plain, any address", "http://0.0.0.0/v1", NULL },
  { "plain, like localhost", "http://localhost.example.com/v1", NULL },
  { "plain, like a loopback", "http://127.0.0.1.example.com/v1", NULL },
  { "plain, user like a loopback", "http://127.0.0.1@example.com/v1", NULL },
  { "A6 file", "file:///etc/passwd", NULL },
  { "A6 ftp", "ftp://127.0.0.1/", NULL },
  { "A6 data", "data:text/plain,a", NULL },
  { "A6 javascript", "javascript:alert(1)", NULL },
  { "H9 empty", "", NULL },
  { "H9 no scheme", "api.useapi.net/v1", NULL },
  { "H9 scheme alone", "https://", NULL },
  { "H9 no host", "https:///v1", NULL },
  { "H9 words", "not an address", NULL },
  { "H9 port that is none", "https://h:99999/", NULL },
  { "H9 broken brackets", "https://[::bad/", NULL },
  { "user", "https://u@h/v1", NULL },
  { "user and password", "https://u:p@h/v1", NULL },
  { "empty user", "https://@h/v1", NULL },
  { "query", "https://h/v1?a=b", NULL },
  { "empty query", "https://h/v1?", NULL },
  { "fragment", "https://h/v1#a", NULL },
  { "H9 blank in path", "https://h/v 1", NULL },
  { "H9 blank before", " https://h/v1", NULL },
  { "H9 blank behind", "https://h/v1 ", NULL },
  { "H9 line end", "https://h/v1\r\nX-Other: 1", NULL },
  { "H9 line end in host", "https://h\r\n.example.com/v1", NULL },
  { "H9 tab", "https://h/v1\t", NULL },
  { "H9 blank in host", "https://h /v1", NULL },
  { "H9 broken escape", "https://h/v1%zz", NULL },
};

static void
check_good (GUri       *uri,
            const char *want)
{
  g_autofree char *whole = g_strconcat (want, ID, NULL);
  g_autoptr(GUri) video = rushes_address_build_video (uri, ID);
  g_autofree char *text = g_uri_to_string (video);
  g_autoptr(SoupMessage) message = soup_message_new_from_uri ("GET", video);

  g_assert_cmpstr (text, ==, whole);
  g_assert_nonnull (message);
  g_assert_true (g_str_has_suffix (g_uri_get_path (soup_message_get_uri (message)),
                                   "/videos/" ID));
}

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GUri) uri = rushes_address_parse (rows[i].url, &error);

      g_test_message ("%s", rows[i].name);
      if (rows[i].want != NULL)
        {
          g_assert_no_error (error);
          check_good (uri, rows[i].want);
          continue;
        }

      g_assert_null (uri);
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_ADDRESS);
      g_assert_cmpstr (error->message, ==, "");
    }
}

/* FAULTS H2: exactly one segment, raw, or nothing. */
static const struct
{
  const char *name;
  const char *id;
  gboolean good;
} id_rows[] = {
  { "plain", ID, TRUE },
  { "H2 e-mail", "user:1-minimax:bob+films@example.com-video:402", TRUE },
  { "H2 absent", NULL, FALSE },
  { "H2 empty", "", FALSE },
  { "H2 dot", ".", FALSE },
  { "H2 dots", "..", FALSE },
  { "H2 slash", "user:1-minimax:a/b-video:402", FALSE },
  { "H2 dots in it", "user:1-minimax:../../x-video:402", FALSE },
  { "H2 query", ID "?a", FALSE },
  { "H2 fragment", ID "#a", FALSE },
  { "H2 escaped slash", "user:1-minimax:a%2fb-video:402", FALSE },
  { "H2 escaped NUL", "user:1-minimax:a%00-video:402", FALSE },
  { "H2 escaped colons", "user%3A1-minimax%3Aa-video%3A402", FALSE },
  { "H2 blank", "user:1-minimax:a b-video:402", FALSE },
  { "H2 blank behind", ID " ", FALSE },
  { "H2 CR LF", ID "\r\nX-Other: 1", FALSE },
  { "H2 not ASCII", "user:1-minimax:é-video:402", FALSE },
  { "H2 invalid UTF-8", "user:1-minimax:\xff-video:402", FALSE },
  { "H2 backslash", "user:1-minimax:a\\b-video:402", FALSE },
  { "H3 link", "https://api.useapi.net/v1/minimax/videos/" ID, FALSE },
};

static void
test_build_video (void)
{
  g_autoptr(GUri) base = rushes_address_parse ("https://h/v1/minimax", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (id_rows); i++)
    {
      g_autoptr(GUri) uri = rushes_address_build_video (base, id_rows[i].id);
      g_autofree char *want = g_strconcat ("/v1/minimax/videos/", id_rows[i].id, NULL);

      g_test_message ("%s", id_rows[i].name);
      g_assert_cmpint (uri != NULL, ==, id_rows[i].good);
      if (uri != NULL)
        g_assert_cmpstr (g_uri_get_path (uri), ==, want);
    }
}

static void
test_long_id (void)
{
  g_autoptr(GUri) base = rushes_address_parse ("https://h/v1", NULL);
  g_autofree char *account = g_strnfill (10000, 'a');
  g_autofree char *id = g_strdup_printf ("user:1-minimax:%s-video:402", account);

  g_assert_null (rushes_address_build_video (base, id));
}

static const struct
{
  const char *url;
  const char *want;
} account_rows[] = {
  { "https://api.useapi.net/v1/minimax", "https://api.useapi.net/v2/account" },
  { "https://h:8443", "https://h:8443/v2/account" },
  { "http://127.0.0.1:1/a/b/", "http://127.0.0.1:1/v2/account" },
};

static void
test_build_account (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (account_rows); i++)
    {
      g_autoptr(GUri) base = rushes_address_parse (account_rows[i].url, NULL);
      g_autoptr(GUri) uri = rushes_address_build_account (base);
      g_autofree char *text = g_uri_to_string (uri);

      g_assert_cmpstr (text, ==, account_rows[i].want);
    }
}

static const struct
{
  const char *host;
  gboolean want;
} host_rows[] = {
  { "localhost", TRUE },
  { "LOCALHOST", TRUE },
  { "127.0.0.1", TRUE },
  { "127.255.255.254", TRUE },
  { "::1", TRUE },
  { NULL, FALSE },
  { "", FALSE },
  { "128.0.0.1", FALSE },
  { "0.0.0.0", FALSE },
  { "::", FALSE },
  { "127.1", FALSE },
  { "localhost.", FALSE },
  { "localhost.example.com", FALSE },
  { "192.168.0.1", FALSE },
};

static void
test_loopback (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (host_rows); i++)
    {
      g_test_message ("%s", host_rows[i].host);
      g_assert_cmpint (rushes_address_is_loopback_host (host_rows[i].host), ==, host_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/parse", test_parse);
  g_test_add_func ("/address/H2-build-video", test_build_video);
  g_test_add_func ("/address/H2-long-id", test_long_id);
  g_test_add_func ("/address/build-account", test_build_account);
  g_test_add_func ("/address/loopback", test_loopback);

  return g_test_run ();
}
