namespace Chancery.Mail.Detection;

/// <summary>ISO 13616: country, check digits, and the country's own form: its length, and where digits and letters stand.</summary>
internal static class Iban
{
    /// <summary>As the registry writes them: n digits, a upper-case letters, c either.</summary>
    private static readonly Dictionary<string, string> Forms =
        ("AD 8n12c;AE 19n;AL 8n16c;AT 16n;AZ 4a20c;BA 16n;BE 12n;BG 4a6n8c;BH 4a14c;BI 23n;BR 23n1a1c;BY 4c4n16c;CH 5n12c;CR 18n;CY 8n16c;CZ 20n;DE 18n;DJ 23n;DK 14n;DO 4c20n;"
         + "EE 16n;EG 25n;ES 20n;FI 14n;FK 2a12n;FO 14n;FR 10n11c2n;GB 4a14n;GE 2a16n;GI 4a15c;GL 14n;GR 7n16c;GT 4c20c;HN 4a20n;HR 17n;HU 24n;IE 4a14n;IL 19n;IQ 4a15n;IS 22n;IT 1a10n12c;"
         + "JO 4a4n18c;KW 4a22c;KZ 3n13c;LB 4n20c;LC 4a24c;LI 5n12c;LT 16n;LU 3n13c;LV 4a13c;LY 21n;MC 10n11c2n;MD 2c18c;ME 18n;MK 3n10c2n;MN 16n;MR 23n;MT 4a5n18c;MU 4a19n3a;NI 4a20n;NL 4a10n;"
         + "NO 11n;OM 3n16c;PK 4a16c;PL 24n;PS 4a21c;PT 21n;QA 4a21c;RO 4a16c;RS 18n;RU 14n15c;SA 2n18c;SC 4a20n3a;SD 14n;SE 20n;SI 15n;SK 20n;SM 1a10n12c;SO 19n;ST 21n;SV 4a20n;TL 19n;TN 20n;"
         + "TR 6n16c;UA 6n19c;VA 18n;VG 4a16n;XK 16n;YE 4a4n18c")
        .Split(';').ToDictionary(row => row[..2], row => Expand(row[3..]));

    private static readonly int[] Lengths = [.. Enumerable.Range(0, 26 * 26).Select(pair => Forms.TryGetValue($"{(char)('A' + pair / 26)}{(char)('A' + pair % 26)}", out var form) ? form.Length + 4 : 0)];

    public static bool IsValid(string bare)
    {
        if (bare.Length < 5 || !char.IsAsciiDigit(bare[2]) || !char.IsAsciiDigit(bare[3]) || !Forms.TryGetValue(bare[..2], out var form) || bare.Length != form.Length + 4) return false;
        for (var i = 0; i < form.Length; i++)
            if (form[i] switch { 'n' => !char.IsAsciiDigit(bare[i + 4]), 'a' => !char.IsAsciiLetterUpper(bare[i + 4]), _ => !char.IsAsciiLetterOrDigit(bare[i + 4]) }) return false;
        return Checksums.Mod97(bare[4..] + bare[..4]);
    }

    /// <summary>In upper-case text: as many characters as the country has, one separator between two at most, whole words.</summary>
    public static IEnumerable<NumberHit> Find(string text)
    {
        for (var i = 0; i + 4 < text.Length; i++)
        {
            if (!char.IsAsciiLetterUpper(text[i]) || !char.IsAsciiLetterUpper(text[i + 1]) || (i > 0 && char.IsLetterOrDigit(text[i - 1]))) continue;
            var length = Lengths[(text[i] - 'A') * 26 + text[i + 1] - 'A'];
            if (length == 0 || Take(text, i, length) is not var (value, end) || !IsValid(value)) continue;
            yield return new NumberHit(i, end, value);
            i = end - 1;
        }
    }

    private static (string Value, int End)? Take(string text, int start, int length)
    {
        Span<char> bare = stackalloc char[40];
        var (count, at) = (0, start);
        for (; at < text.Length && count < length; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at])) bare[count++] = text[at];
            else if (text[at] is not (' ' or '\n' or '-' or '.') || !char.IsAsciiLetterOrDigit(text[at - 1])) return null;
            // What is no number is mostly seen at its third character.
            if (count is 3 or 4 && !char.IsAsciiDigit(bare[count - 1])) return null;
        }
        return count < length || (at < text.Length && char.IsLetterOrDigit(text[at])) ? null : (bare[..count].ToString(), at);
    }

    /// <summary><c>4a2n</c> becomes <c>aaaann</c>.</summary>
    private static string Expand(string form)
    {
        var expanded = "";
        for (var (i, count) = (0, 0); i < form.Length; i++)
        {
            if (char.IsAsciiDigit(form[i])) count = count * 10 + form[i] - '0';
            else (expanded, count) = (expanded + new string(form[i], count), 0);
        }
        return expanded;
    }
}
