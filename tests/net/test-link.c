/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-link.h"

#include "rushes-error.h"

#define NEVER 0
#define HOME 1 /* only while the API is at home */
#define ALWAYS 2

static const struct
{
  const char *uri;
  int want;
} check_rows[] = {
  { "https://cdn.hailuoai.video/a/b.mp4", ALWAYS },
  { "https://cdn.hailuoai.video:8443/a", ALWAYS },
  { "HTTPS://CDN.HAILUOAI.VIDEO/a", ALWAYS },
  { "https://cdn.hailuoai.com/p,q/c.jpeg?x-oss-process=image/resize,w_540/format,webp", ALWAYS },
  { "https://h.example/%E4%B8%AD/\344\270\255.mp4", ALWAYS },
  { "https://93.184.216.34/a", ALWAYS },
  { "https://[2606:2800:220:1::1]/a", ALWAYS },
  { "https://localhost.example.com/a", ALWAYS },
  { "https://notlocalhost/a", ALWAYS },
  { "http://h.example/a", NEVER },
  { "ftp://h.example/a", NEVER },
  { "file:///etc/passwd", NEVER },
  { "data:text/html,x", NEVER },
  { "resource:///x", NEVER },
  { "javascript:alert(1)", NEVER },
  { "https://u:p@h.example/", NEVER },
  { "https://u@h.example/", NEVER },
  { "https://@h.example/", NEVER },
  { "https://h.example\\@e.example/", NEVER },
  { "http://127.0.0.1:8080/a", HOME },
  { "https://127.0.0.1/a", HOME },
  { "https://127.9.9.9/a", HOME },
  { "https://[::1]/a", HOME },
  { "http://localhost/a", HOME },
  { "https://LOCALHOST./a", HOME },
  { "https://a.localhost/a", HOME },
  { "https://127.1/a", HOME },
  { "https://2130706433/a", HOME },
  { "https://0x7f000001/a", HOME },
  { "https://0177.0.0.1/a", HOME },
  { "https://%31%32%37.0.0.1/a", NEVER },
  { "https://127\343\200\2020\343\200\2020\343\200\2021/a", HOME },
  { "https://[::ffff:127.0.0.1]/a", HOME },
  { "http://u:p@127.0.0.1/a", NEVER },
  { "ftp://127.0.0.1/a", NEVER },
  { "https://0.0.0.0/a", NEVER },
  { "https://10.0.0.1/a", NEVER },
  { "https://172.16.0.1/a", NEVER },
  { "https://172.31.255.255/a", NEVER },
  { "https://172.32.0.1/a", ALWAYS },
  { "https://192.168.1.1/a", NEVER },
  { "https://169.254.169.254/latest", NEVER },
  { "https://100.64.0.1/a", NEVER },
  { "https://224.0.0.1/a", NEVER },
  { "https://255.255.255.255/a", NEVER },
  { "https://[::]/a", NEVER },
  { "https://[fe80::1]/a", NEVER },
  { "https://[fe80::1%25eth0]/a", NEVER },
  { "https://[fd00::1]/a", NEVER },
  { "https://[ff02::1]/a", NEVER },
  { "https://[::ffff:10.0.0.1]/a", NEVER },
  { "https://[64:ff9b::192.168.0.1]/a", NEVER },
  { "https://[2002:c0a8:0101::1]/a", NEVER },
  { "https:///a", NEVER },
  { "https://./a", NEVER },
  { "https:a", NEVER },
  { "https://h.example:0/", NEVER },
  { "https://h.example:99999/", NEVER },
  { "https://h example/", NEVER },
  { "https://h%2fexample/", NEVER },
  { "//h.example/a", NEVER },
  { "/a", NEVER },
  { "", NEVER },
  { " https://h.example/", NEVER },
  { "https://h.example/\r\nX: y", NEVER },
  { "https://h.example/\377", NEVER },
  { "http://[::bad/", NEVER },
};

static void
test_check (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (check_rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) home_error = NULL;
      g_autofree char *row = g_strescape (check_rows[i].uri, NULL);

      g_test_message ("%s", row);
      g_assert_cmpint (rushes_link_check (check_rows[i].uri, FALSE, &error), ==,
                       check_rows[i].want == ALWAYS);
      g_assert_cmpint (rushes_link_check (check_rows[i].uri, TRUE, &home_error), ==,
                       check_rows[i].want != NEVER);
      if (check_rows[i].want != ALWAYS)
        g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
      if (check_rows[i].want == NEVER)
        g_assert_error (home_error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
    }
}

static const struct
{
  const char *from;
  const char *location;
  gboolean home;
  const char *want;
} redirect_rows[] = {
  { "https://a.example/x/y?q", "https://b.example/z?a=b,c/d", FALSE,
    "https://b.example/z?a=b,c/d" },
  { "https://a.example/x/y?q", "z", FALSE, "https://a.example/x/z" },
  { "https://a.example/x/y?q", "/z?s=%2F%E4%B8%AD", FALSE, "https://a.example/z?s=%2F%E4%B8%AD" },
  { "https://a.example/x/y?q", "../z", FALSE, "https://a.example/z" },
  { "https://a.example/x/y?q", "?r", FALSE, "https://a.example/x/y?r" },
  { "https://a.example/x", "//b.example/z", FALSE, "https://b.example/z" },
  { "http://127.0.0.1:1/x", "/z", TRUE, "http://127.0.0.1:1/z" },
  { "http://127.0.0.1:1/x", "http://127.0.0.2:2/z", TRUE, "http://127.0.0.2:2/z" },
  { "http://127.0.0.1:1/x", "https://b.example/z", TRUE, "https://b.example/z" },
  { "https://127.0.0.1:1/x", "http://127.0.0.1:2/z", TRUE, NULL },
  { "https://a.example/x", "http://127.0.0.1:2/z", TRUE, NULL },
  { "https://a.example/x", "https://127.0.0.1:2/z", FALSE, NULL },
  { "https://a.example/x", "http://a.example/x", FALSE, NULL },
  { "https://a.example/x", "file:///etc/passwd", TRUE, NULL },
  { "https://a.example/x", "data:,x", TRUE, NULL },
  { "https://a.example/x", "resource:///x", TRUE, NULL },
  { "https://a.example/x", "ftp://a.example/x", TRUE, NULL },
  { "https://a.example/x", "javascript:x", TRUE, NULL },
  { "https://a.example/x", "https://u:p@a.example/x", TRUE, NULL },
  { "https://a.example/x", "http://[::bad/", TRUE, NULL },
  { "https://a.example/x", "//host:x/", TRUE, NULL },
  { "https://a.example/x", "https:/..//b.example/z", TRUE, NULL }, /* a path of two slashes */
  { "https://a.example/x", "https://10.0.0.1/", TRUE, NULL },
  { "https://a.example/x", "", TRUE, NULL },
  { "https://a.example/x", NULL, TRUE, NULL },
  { "https://a.example/x", "/\377", TRUE, NULL },
};

static void
test_redirect (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (redirect_rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *uri = rushes_link_resolve_redirect (
        redirect_rows[i].from, redirect_rows[i].location, redirect_rows[i].home, &error);

      g_test_message ("row %zu", i);
      g_assert_cmpstr (uri, ==, redirect_rows[i].want);
      if (redirect_rows[i].want == NULL)
        g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
    }
}

static void
test_strip (void)
{
  g_autofree char *with = rushes_link_strip_query ("https://a.example/x?Signature=s#f");
  g_autofree char *fragment = rushes_link_strip_query ("https://a.example/x#f?g");
  g_autofree char *without = rushes_link_strip_query ("https://a.example/x");

  g_assert_cmpstr (with, ==, "https://a.example/x");
  g_assert_cmpstr (fragment, ==, "https://a.example/x");
  g_assert_cmpstr (without, ==, "https://a.example/x");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link/A8-check", test_check);
  g_test_add_func ("/link/A6-A7-redirect", test_redirect);
  g_test_add_func ("/link/H5-strip", test_strip);

  return g_test_run ();
}
