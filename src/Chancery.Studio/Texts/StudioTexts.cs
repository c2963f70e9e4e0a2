using System.Globalization;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Policy.Plans;

namespace Chancery.Studio.Texts;

/// <summary>The words of the pages in one language; dates and sizes as its readers write them.</summary>
public abstract class StudioTexts
{
    public static StudioTexts English { get; } = new EnglishTexts();

    public static StudioTexts German { get; } = new GermanTexts();

    public static StudioTexts Of(string language) => language == "de" ? German : English;

    public abstract string Language { get; }

    public abstract string Messages { get; }

    public abstract string DemoLead { get; }

    public abstract string ServeLead { get; }

    public abstract string NothingYet { get; }

    public abstract string Refresh { get; }

    public abstract string SkipToContent { get; }

    public abstract string OtherLanguage { get; }

    public abstract string Received { get; }

    public abstract string From { get; }

    public abstract string To { get; }

    public abstract string Size { get; }

    public abstract string Hidden { get; }

    public abstract string Rules { get; }

    public abstract string NoRule { get; }

    public abstract string Protection { get; }

    public abstract string Delivery { get; }

    public abstract string Signed { get; }

    public abstract string NotSigned { get; }

    public abstract string Why { get; }

    public abstract string WhatHappened { get; }

    public abstract string Explanation { get; }

    public abstract string Copies { get; }

    public abstract string CopiesLead { get; }

    public abstract string HeadersOf { get; }

    public abstract string Download { get; }

    public abstract string Back { get; }

    public abstract string NotFound { get; }

    public abstract string NotFoundHelp { get; }

    public abstract string LocalOnly { get; }

    public abstract string Undecided { get; }

    public abstract string EmptySender { get; }

    public abstract string Group(int number);

    public abstract string Word(GroupState state);

    public abstract string Word(Method method);

    public abstract string Word(RecipientState state);

    public abstract string Event(string kind);

    /// <summary>In the time zone of this machine.</summary>
    public abstract string Time(DateTimeOffset time);

    public string Octets(long octets) => octets switch
    {
        < 1_000 => $"{octets} B",
        < 1_000_000 => $"{Number(octets / 1_000m)} kB",
        < 1_000_000_000 => $"{Number(octets / 1_000_000m)} MB",
        _ => $"{Number(octets / 1_000_000_000m)} GB",
    };

    /// <summary>At most three digits that count.</summary>
    protected virtual string Number(decimal value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
